import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { type AreaCode, areaFileSchema, makeAreaBook, parseAreaCode } from '../../src/core/area.js';

const file = join(__dirname, '..', '..', 'programmes', 'areas.json');
export const areaRows = areaFileSchema.parse(JSON.parse(readFileSync(file, 'utf8'))).areas;
export const areaBook = makeAreaBook(areaRows);

/** A code that the test itself wrote down. */
export function area(text: string): AreaCode {
  const code = parseAreaCode(text);
  if (!code) throw new Error(`'${text}' is not an area code`);
  return code;
}
