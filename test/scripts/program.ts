import { type ChildProcess, spawn } from 'node:child_process';
import { join } from 'node:path';
import { compiled } from '../harness/compiled.js';

const root = join(__dirname, '..', '..');

export type Program = {
  readonly child: ChildProcess;
  /** What was printed so far, on both outputs. */
  said(): string;
  /** The first match in what is printed; rejects when the program ends without it. */
  says(wanted: RegExp): Promise<RegExpExecArray>;
  /** The exit code; null after a signal that was not handled. */
  readonly ended: Promise<number | null>;
};

/** Starts a program of the house, compiled, in an environment of its own. */
export function startProgram(
  file: string,
  argv: readonly string[],
  p: { readonly cwd?: string; readonly env?: Readonly<Record<string, string>> } = {},
): Program {
  const child = spawn(process.execPath, [compiled(file), ...argv], {
    cwd: p.cwd ?? root,
    env: { PATH: process.env.PATH, ...p.env },
    stdio: ['ignore', 'pipe', 'pipe'],
  });
  let said = '';
  const listeners = new Set<() => void>();
  for (const stream of [child.stdout, child.stderr])
    stream.on('data', (chunk) => {
      said += String(chunk);
      for (const listen of listeners) listen();
    });
  const ended = new Promise<number | null>((resolve) => child.once('close', resolve));
  return {
    child,
    ended,
    said: () => said,
    says: (wanted) =>
      new Promise((resolve, reject) => {
        const listen = (): void => {
          const found = wanted.exec(said);
          if (!found) return;
          listeners.delete(listen);
          resolve(found);
        };
        listeners.add(listen);
        void ended.then(() => reject(new Error(`ended without ${wanted}: ${said}`)));
        listen();
      }),
  };
}
