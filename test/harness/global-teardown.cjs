module.exports = async () => {
  await globalThis.testMongo?.close();
};
