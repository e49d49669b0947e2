const { join } = require('node:path');

/**
 * One database server for the whole run: a real one when MONGODB_URI is set, else the embedded one in
 * memory. Every test file works in databases that it named itself.
 */
module.exports = async () => {
  if (process.env.MONGODB_URI) {
    process.env.TEST_MONGODB_URI = process.env.MONGODB_URI;
    return;
  }
  const { startEmbeddedMongo } = require(
    join(process.env.TEST_COMPILED, 'src', 'embedded-mongo', 'start-embedded-mongo.js'),
  );
  const mongo = await startEmbeddedMongo({
    dir: null,
    onFatal: (error) => {
      throw error;
    },
  });
  globalThis.testMongo = mongo;
  process.env.TEST_MONGODB_URI = mongo.uri('test');
};
