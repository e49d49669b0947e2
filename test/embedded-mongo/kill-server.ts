import { startEmbeddedMongo } from '../../src/embedded-mongo/start-embedded-mongo.js';

/** A server in a process of its own, for tests that kill it. Prints its URI when it is ready. */
startEmbeddedMongo({
  dir: process.argv[2] ?? null,
  onFatal: (error) => {
    throw error;
  },
}).then(
  (server) => console.log(server.uri('k')),
  (error: Error) => {
    console.error(error.message);
    process.exit(1);
  },
);
