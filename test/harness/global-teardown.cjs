const { rmSync } = require('node:fs');

module.exports = async () => {
  await globalThis.testMongo?.close();
  rmSync(process.env.TEST_COMPILED, { recursive: true });
};
