import { type ChildProcess, fork } from 'node:child_process';
import { once } from 'node:events';
import { compiled } from '../harness/compiled.js';
import type { Born, BotSettings, ToBot } from './bot-under-test.js';

/** One life of a bot, in a process of its own. */
export type Life = Born & {
  /** Resolves when the bot has done it; rejects when it dies first. */
  ask(message: ToBot): Promise<void>;
  /** SIGKILL, SIGSTOP or SIGCONT, from outside. */
  signal(signal: NodeJS.Signals): void;
  /** Resolves when it is dead, however it died. */
  readonly dead: Promise<void>;
};

/** The next message of a living process; rejects when it dies first. */
async function hear(child: ChildProcess): Promise<unknown> {
  const ended = new AbortController();
  const died = once(child, 'exit', { signal: ended.signal }).then(([, signal]) => {
    throw new Error(`the bot died too early (${String(signal)})`);
  });
  died.catch(() => undefined);
  try {
    const [message] = await Promise.race([once(child, 'message'), died]);
    return message;
  } finally {
    ended.abort();
  }
}

/** Resolves when the bot is ready. */
export async function startLife(settings: BotSettings): Promise<Life> {
  const child = fork(compiled('test/kills/bot-under-test.ts'), [JSON.stringify(settings)], {
    stdio: ['ignore', 'ignore', 'inherit', 'ipc'],
  });
  const dead = new Promise<void>((resolve) => child.once('exit', () => resolve()));
  const born = (await hear(child)) as Born;
  return {
    ...born,
    async ask(message) {
      child.send(message);
      await hear(child);
    },
    signal: (signal) => void child.kill(signal),
    dead,
  };
}
