import { join } from 'node:path';

/** The compiled form of a source file (`src/main.ts`), to be run by plain Node. */
export function compiled(file: string): string {
  const folder = process.env.TEST_COMPILED;
  if (!folder) throw new Error('the global set-up did not compile the package');
  return join(folder, file.replace(/\.ts$/, '.js'));
}
