/** One transform for everything; the long proofs live in test/long and run by `npm run test:long`. */
const swc = {
  jsc: { parser: { syntax: 'typescript', tsx: true }, target: 'es2022' },
  module: { type: 'commonjs' },
  sourceMaps: 'inline',
};
// The server of the tests stands in New York: nothing may depend on a server in Bangkok.
process.env.TZ = 'America/New_York';

module.exports = {
  testEnvironment: 'node',
  roots: ['<rootDir>/test'],
  testMatch: ['**/*.test.ts'],
  testPathIgnorePatterns: ['/node_modules/', '<rootDir>/test/long/', '<rootDir>/test/browser/'],
  transform: { '^.+\\.(ts|tsx)$': ['@swc/jest', swc] },
  moduleNameMapper: { '^(\\.{1,2}/.*)\\.js$': '$1' },
  reporters: ['default', '<rootDir>/test/house/plain-reporter.cjs'],
  maxWorkers: 2,
  globalSetup: '<rootDir>/test/harness/global-setup.cjs',
  globalTeardown: '<rootDir>/test/harness/global-teardown.cjs',
  testTimeout: 30_000,
};
