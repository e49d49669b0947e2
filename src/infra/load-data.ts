import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { type AreaBook, areaFileSchema, makeAreaBook } from '../core/area.js';
import type { Json } from '../say/bind.js';
import { makeRenderer, type Render, type Templates } from '../say/render.js';

const readJson = (path: string): unknown => JSON.parse(readFileSync(path, 'utf8'));

/** The country's areas from the committed file. `root` is the package's folder. */
export const loadAreas = (root: string): AreaBook =>
  makeAreaBook(areaFileSchema.parse(readJson(join(root, 'programmes', 'areas.json'))).areas);

/** What every instance reads and none changes. */
export type Data = { readonly areas: AreaBook; readonly render: Render };

/** The committed data of the package in `root`. Throws when a part of it is not as it should be. */
export const loadData = (root: string): Data => ({
  areas: loadAreas(root),
  render: makeRenderer(loadTemplates(root)),
});

/** Every layout of flex-templates/, by file name. */
export function loadTemplates(root: string): Templates {
  const folder = join(root, 'flex-templates');
  return Object.fromEntries(
    readdirSync(folder)
      .filter((file) => file.endsWith('.json'))
      .map((file) => [file, readJson(join(folder, file)) as Json]),
  );
}
