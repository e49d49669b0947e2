/** `npm run restore -- FILE`: puts a backup into a DATA_DIR that holds no embedded database yet. */
import { readOperatorConfig } from '../src/config.js';
import { restore } from '../src/embedded-mongo/folder/backup.js';
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

const usage = `Usage: npm run restore -- FILE
  FILE  what npm run backup wrote; all of it is read before it is put into DATA_DIR
  Stop the bot and move DATA_DIR/mongo away first; nothing is ever overwritten.`;

export const restoreBackup = (io: Console): Promise<ExitCode> =>
  run(io, async () => {
    const { what: file } = readArguments(io.argv, {}, usage);
    const { mongodbUri, dataDir } = readOperatorConfig(io.environment());
    if (mongodbUri !== null)
      throw new Refusal('MONGODB_URI is set: this restores the embedded database only.');
    const inventory = await restore(file, embeddedFolder(dataDir)).catch((error: unknown) => {
      throw new Refusal(sentenceOf(error));
    });
    for (const [collection, count] of inventory) io.print(`${collection}: ${count} documents`);
    io.print(`${file} is in ${dataDir} now. Start the bot, then npm run doctor.`);
    return 0;
  });

if (require.main === module) void asProgram(restoreBackup);
