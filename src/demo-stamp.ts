import { existsSync, mkdirSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';

const file = 'THIS-IS-DEMO-DATA';

/** Whether a data folder holds the demo's invented people; the real bot never opens one. */
export const isDemoData = (dir: string): boolean => existsSync(join(dir, file));

/** Makes the demo's folder, empty when `fresh`. Throws when the folder is there but is not the demo's. */
export function stampDemoData(dir: string, fresh: boolean): void {
  if (existsSync(dir) && !isDemoData(dir))
    throw new Error(`${dir} is there and is not demo data; it is left alone`);
  if (fresh) rmSync(dir, { recursive: true, force: true });
  mkdirSync(dir, { recursive: true, mode: 0o700 });
  writeFileSync(join(dir, file), 'Made by npm run demo. npm start refuses this folder.\n');
}
