/** `npm run backup -- --to FILE`: a copy of the embedded database, also while the bot runs. */
import { readOperatorConfig } from '../src/config.js';
import { backUp } from '../src/embedded-mongo/folder/backup.js';
import { embeddedFolder } from '../src/operate.js';
import {
  asProgram,
  type Console,
  type ExitCode,
  Refusal,
  readArguments,
  run,
  sentenceOf,
} from './operator-command.js';

const usage = `Usage: npm run backup -- --to FILE
  --to  a new file; it gets the state of one moment, checked, while the bot may go on
  Keep SECRET_KEY (or DATA_DIR/secret-key) apart from it: numbers and codes are worthless without.`;

const options = { to: { type: 'string' } } as const;

export const backup = (io: Console): Promise<ExitCode> =>
  run(io, async () => {
    const { values } = readArguments(io.argv, options, usage, 'flags-only');
    if (!values.to) throw new Refusal(usage);
    const { mongodbUri, dataDir } = readOperatorConfig(io.environment());
    if (mongodbUri !== null)
      throw new Refusal(
        'MONGODB_URI is set: use mongodump, this copies the embedded database only.',
      );
    const inventory = await backUp(embeddedFolder(dataDir), values.to).catch((error: unknown) => {
      throw new Refusal(sentenceOf(error));
    });
    for (const [collection, count] of inventory) io.print(`${collection}: ${count} documents`);
    io.print(`Written to ${values.to} and checked.`);
    return 0;
  });

if (require.main === module) void asProgram(backup);
