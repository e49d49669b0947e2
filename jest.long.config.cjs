/** The long proofs: kills, chaos seeds, fuzz. Their short forms are in `npm test`. */
module.exports = {
  ...require('./jest.config.cjs'),
  roots: ['<rootDir>/test/long'],
  testPathIgnorePatterns: ['/node_modules/'],
  testTimeout: 1_200_000,
};
