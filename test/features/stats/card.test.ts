import { scopeOf } from '../../../src/access/scope.js';
import type { AreaCode } from '../../../src/core/area.js';
import type { Count } from '../../../src/core/count.js';
import type { RoundId } from '../../../src/core/ids.js';
import { programmeSchema, roundsOf } from '../../../src/core/programme.js';
import type { Period } from '../../../src/core/round.js';
import { addDays } from '../../../src/core/time.js';
import { statsCard } from '../../../src/features/stats/card.js';
import { loadTemplates } from '../../../src/infra/load-data.js';
import type { Json } from '../../../src/say/bind.js';
import { brokenLimits } from '../../../src/say/limits.js';
import { makeRenderer } from '../../../src/say/render.js';
import { readAloud } from '../../../src/simulator/screen-text.js';
import { userIdOf } from '../../harness/phone.js';
import { root } from '../../harness/world.js';
import { phaseOne } from '../../infra/programmes/stored-rounds.js';
import { areaBook } from '../../read/area-book.js';

const admin = scopeOf({
  id: userIdOf('admin'),
  member: null,
  seat: null,
  offices: [],
  isAdmin: true,
});

/** The programme with ten rounds in its reporting activity. */
function tenRounds(): readonly Period[] {
  const programme = programmeSchema.parse({
    ...phaseOne,
    activities: phaseOne.activities.map((a) =>
      a.reporting
        ? {
            ...a,
            reporting: {
              ...a.reporting,
              rounds: Array.from({ length: 10 }, (_, i) => ({
                id: `r${i + 1}`,
                code: `64A3R${i + 1}`,
                opens: addDays('2021-02-26', i * 5),
                due: addDays('2021-02-28', i * 5),
              })),
            },
          }
        : a,
    ),
  });
  return roundsOf(programme).map((round) => ({ round, opened: true, expected: 1 }));
}

const busy: Count = {
  tally: { onTime: 123_456, late: 23_456, missing: 34_567 },
  figures: { households: 12_345_678, partners: 1_234_567, savedBaht: 12_345_678_901 },
};
const periods = tenRounds();
const period = periods.at(-1) as Period;

/** The card of the country or an area as LINE gets it. */
function shown(area: AreaCode | null, page: number, parts: readonly AreaCode[]) {
  const render = makeRenderer(loadTemplates(root));
  return render(
    statsCard(areaBook, {
      scope: admin,
      published: phaseOne.published ?? null,
      periods,
      period,
      area,
      page,
      statistics: {
        total: busy,
        parts: parts.map((code) => ({ area: code, count: busy })),
        rounds: new Map(periods.map((p) => [p.round.id as RoundId, busy])),
      },
    }),
  );
}

test('the fullest cards keep LINE’s limits: every page of the country and of the widest province', () => {
  const korat = '30' as AreaCode;
  for (const [area, parts] of [
    [null, areaBook.provinces()],
    [korat, areaBook.childrenOf(korat)],
  ] as const)
    for (let page = 1; page <= 8; page += 1)
      expect(brokenLimits(shown(area, page, parts) as Json)).toEqual([]);
});

test('a page shows ten areas, says which page it is, and leads on; the last leads no further', () => {
  const first = readAloud(shown(null, 1, areaBook.provinces()));
  expect(first).toContain('(กรุงเทพมหานคร)');
  expect(first).toContain('หน้า 1/8');
  expect(first).toContain('(หน้าถัดไป)');
  const last = readAloud(shown(null, 99, areaBook.provinces()));
  expect(last).toContain('(จังหวัดนราธิวาส)');
  expect(last).toContain('หน้า 8/8');
  expect(last).not.toContain('(หน้าถัดไป)');
});

test('the nine other rounds can be chosen, the newest in front', () => {
  const words = readAloud(shown(null, 1, []));
  const buttons = [...words.matchAll(/\((รอบที่ \d+)\)/g)].map(([, label]) => label);
  expect(buttons).toEqual([9, 8, 7, 6, 5, 4, 3, 2, 1].map((n) => `รอบที่ ${n}`));
});
