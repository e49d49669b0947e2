/** `npm run mongod -- --dir DIR --port PORT`: the embedded database as a process of its own. */
import { databaseName } from '../src/config.js';
import {
  type EmbeddedMongo,
  startEmbeddedMongo,
} from '../src/embedded-mongo/start-embedded-mongo.js';
import { asProgram, Refusal, readArguments, run } from './operator-command.js';

const usage = `Usage: npm run mongod -- --dir DIR --port PORT
  --dir   folder of the data files; made when it is not there
  --port  on 127.0.0.1; 0 takes any free one`;

const options = { dir: { type: 'string' }, port: { type: 'string' } } as const;

/** The database on that folder and port. Throws a Refusal that names the folder or port in use. */
async function open(dir: string, port: number): Promise<EmbeddedMongo> {
  try {
    return await startEmbeddedMongo({
      dir,
      port,
      onFatal: (error) => {
        console.error(
          `The database stopped: ${error.message}. Everything acknowledged is kept; make room and start it again.`,
        );
        process.exit(1);
      },
    });
  } catch (error) {
    const why = error instanceof Error ? error.message : String(error);
    throw new Refusal(
      why.includes('EADDRINUSE') ? `Port ${port} is in use; choose another one.` : why,
    );
  }
}

/** Resolves when somebody asks this process to end; npm passes Ctrl-C on, so that it comes twice. */
const asked = (): Promise<void> =>
  new Promise((resolve) => {
    for (const signal of ['SIGTERM', 'SIGINT'] as const) process.on(signal, () => resolve());
  });

void asProgram((io) =>
  run(io, async () => {
    const { values } = readArguments(io.argv, options, usage, 'flags-only');
    const port = Number(values.port ?? Number.NaN);
    if (!values.dir || !/^\d{1,5}$/.test(values.port ?? '') || port > 65_535)
      throw new Refusal(usage);
    const mongo = await open(values.dir, port);
    const ended = asked();
    io.print(mongo.uri(databaseName));
    await ended;
    await mongo.close();
    return 0;
  }),
);
