import type { ServerState } from '../../src/embedded-mongo/commands/context.js';
import { newCursors } from '../../src/embedded-mongo/commands/cursors.js';
import { errorReply, runCommand } from '../../src/embedded-mongo/commands/run-command.js';
import { memoryDisk } from '../../src/embedded-mongo/store/disk.js';
import { newStore, type Store } from '../../src/embedded-mongo/store/store.js';

type Doc = Record<string, unknown>;
export type Commands = { store: Store; run: (command: Doc) => Promise<Doc> };

/** The server without wire and disk, for tests that run many commands. */
export function inMemoryCommands(): Commands {
  const store = newStore(memoryDisk());
  const state: ServerState = {
    store,
    sessions: new Map(),
    cursors: newCursors(),
    address: () => 'localhost:0',
  };
  return {
    store,
    run: (command) => runCommand(state, { ...command, $db: command.$db ?? 'x' }).catch(errorReply),
  };
}
