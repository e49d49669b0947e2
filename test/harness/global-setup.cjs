/**
 * One database server for the whole run: a real one when MONGODB_URI is set, else the embedded one in
 * memory. Every test file works in databases that it named itself.
 */
module.exports = async () => {
  if (process.env.MONGODB_URI) {
    process.env.TEST_MONGODB_URI = process.env.MONGODB_URI;
    return;
  }
  // Jest does not map our `.js` imports here, so tsx reads the sources.
  require('tsx/cjs');
  const { startEmbeddedMongo } = require('../../src/embedded-mongo/start-embedded-mongo.ts');
  const mongo = await startEmbeddedMongo({
    dir: null,
    onFatal: (error) => {
      throw error;
    },
  });
  globalThis.testMongo = mongo;
  process.env.TEST_MONGODB_URI = mongo.uri('test');
};
