const { join } = require('node:path');
const compile = require('./compile.cjs');

/**
 * The compiled package for processes that tests start, and one database server for the whole run: a real
 * one when MONGODB_URI is set, else the embedded one in memory. Every test file works in databases that it
 * named itself.
 */
module.exports = async () => {
  const compiled = compile(join(__dirname, '..', '..'));
  process.env.TEST_COMPILED = compiled;
  if (process.env.MONGODB_URI) {
    process.env.TEST_MONGODB_URI = process.env.MONGODB_URI;
    return;
  }
  const { startEmbeddedMongo } = require(
    join(compiled, 'src', 'embedded-mongo', 'start-embedded-mongo.js'),
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
