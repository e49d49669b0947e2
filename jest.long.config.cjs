const config = require('./jest.config.cjs');

process.env.TEST_TIMEOUT_MS = '1200000';

/** The long proofs: kills, chaos seeds, fuzz. Their short forms are in `npm test`. */
module.exports = { ...config, roots: ['<rootDir>/test/long'], testPathIgnorePatterns: [] };
