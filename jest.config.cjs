const { rmSync } = require('node:fs');
const { join } = require('node:path');
const compile = require('./test/harness/compile.cjs');

// The server of the tests stands in New York: nothing may depend on a server in Bangkok.
process.env.TZ = 'America/New_York';
process.env.TEST_ROOT = __dirname;
process.env.TEST_TIMEOUT_MS = '30000';
process.env.TEST_COMPILED = compile(__dirname);
const keepWorkerData = join(__dirname, 'test/harness/keep-worker-data.cjs').replaceAll('\\', '/');
// Errors name lines of the sources.
process.env.NODE_OPTIONS = `${process.env.NODE_OPTIONS ?? ''} --enable-source-maps --require "${keepWorkerData}"`;
process.on('exit', () => rmSync(process.env.TEST_COMPILED, { recursive: true, force: true }));

/**
 * The tests run compiled, in plain Node: docs/adr/0013-tests-run-in-plain-node.md. The long proofs live in
 * test/long and run by `npm run test:long`.
 */
module.exports = {
  rootDir: process.env.TEST_COMPILED,
  cacheDirectory: join(process.env.TEST_COMPILED, 'cache'),
  runner: ['jest-light-runner', { runtime: 'child_process' }],
  roots: ['<rootDir>/test'],
  testMatch: ['**/*.test.js'],
  testPathIgnorePatterns: ['<rootDir>/test/long/'],
  transform: {},
  setupFilesAfterEnv: ['<rootDir>/test/harness/time-limit.cjs'],
  reporters: ['default', '<rootDir>/test/house/plain-reporter.cjs'],
  maxWorkers: 2,
  globalSetup: '<rootDir>/test/harness/global-setup.cjs',
  globalTeardown: '<rootDir>/test/harness/global-teardown.cjs',
};
