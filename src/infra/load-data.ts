import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { type AreaBook, areaFileSchema, makeAreaBook } from '../core/area.js';
import type { Json } from '../say/bind.js';
import type { Templates } from '../say/render.js';

const readJson = (path: string): unknown => JSON.parse(readFileSync(path, 'utf8'));

/** The country's areas from the committed file. `root` is the package's folder. */
export const loadAreas = (root: string): AreaBook =>
  makeAreaBook(areaFileSchema.parse(readJson(join(root, 'programmes', 'areas.json'))).areas);

/** Every layout of flex-templates/, by file name. */
export function loadTemplates(root: string): Templates {
  const folder = join(root, 'flex-templates');
  return Object.fromEntries(
    readdirSync(folder)
      .filter((file) => file.endsWith('.json'))
      .map((file) => [file, readJson(join(folder, file)) as Json]),
  );
}
