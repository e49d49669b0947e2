const { rmSync } = require('node:fs');

module.exports = async () => {
  await globalThis.testMongo?.close();
  if (process.env.TEST_COMPILED) rmSync(process.env.TEST_COMPILED, { recursive: true });
};
