import fc from 'fast-check';
import type { RoundId } from '../../src/core/ids.js';
import {
  afterUndo,
  countedOf,
  type ReportContent,
  type ReportVersion,
  type SeatReport,
  sameContent,
} from '../../src/core/report.js';
import { type Round, standingOf } from '../../src/core/round.js';
import type { SeatId } from '../../src/core/seat.js';

const round: Round = {
  id: 'p.a1.r1' as RoundId,
  code: 'R1',
  programme: 'p',
  activity: { number: 1, name: 'a' },
  number: 1,
  of: 1,
  opensAt: 0,
  dueAt: 100,
  lockAt: 200,
  form: { id: 'f', fields: [], photos: 'optional' },
  reminders: [],
  digests: [],
};
const figures = (n: number): ReportContent => ({ kind: 'figures', figures: { n } });

/** What a seat did, by the definitions of metrics.md, told step by step. */
type Step = { readonly do: 'send' | 'undo'; readonly at: number };
function told(steps: readonly Step[]): SeatReport {
  let report: SeatReport = {
    round: round.id,
    seat: '450213-01' as SeatId,
    standing: 'missing',
    version: 0,
    firstAt: null,
    content: null,
    versions: [],
  };
  for (const { do: what, at } of steps) {
    const counted = countedOf(report.versions);
    if (what === 'send') {
      const version = report.version + 1;
      const firstAt = report.firstAt ?? at;
      const sent: ReportVersion = { version, at, content: figures(version), undoneAt: null };
      report = {
        ...report,
        version,
        firstAt,
        content: sent.content,
        standing: standingOf(round, firstAt),
        versions: [...report.versions, sent],
      };
    } else if (counted) {
      const left = afterUndo(round, report);
      const mark = (v: ReportVersion) => (v === counted ? { ...v, undoneAt: at } : v);
      report = { ...report, ...left, versions: report.versions.map(mark) };
    }
  }
  return report;
}

test.each<readonly [string, readonly Step[], SeatReport['standing'], number | null]>([
  ['sent', [{ do: 'send', at: 100 }], 'onTime', 1],
  [
    'sent and taken back',
    [
      { do: 'send', at: 1 },
      { do: 'undo', at: 2 },
    ],
    'missing',
    null,
  ],
  [
    'taken back, sent again late: the first moment counts',
    [
      { do: 'send', at: 100 },
      { do: 'undo', at: 101 },
      { do: 'send', at: 150 },
    ],
    'onTime',
    2,
  ],
  [
    'corrected late',
    [
      { do: 'send', at: 100 },
      { do: 'send', at: 101 },
    ],
    'onTime',
    2,
  ],
  [
    'corrected, the correction taken back',
    [
      { do: 'send', at: 101 },
      { do: 'send', at: 102 },
      { do: 'undo', at: 103 },
    ],
    'late',
    1,
  ],
  [
    'corrected, both taken back',
    [
      { do: 'send', at: 1 },
      { do: 'send', at: 2 },
      { do: 'undo', at: 3 },
      { do: 'undo', at: 4 },
    ],
    'missing',
    null,
  ],
])('%s', (_what, steps, standing, counted) => {
  const report = told(steps);
  expect(report.standing).toBe(standing);
  expect(report.content).toEqual(counted === null ? null : figures(counted));
});

test('whatever is sent and taken back, content and standing agree with the versions', () => {
  const step = fc.record({
    do: fc.constantFrom('send' as const, 'undo' as const),
    at: fc.integer({ min: 0, max: 200 }),
  });
  fc.assert(
    fc.property(fc.array(step, { maxLength: 12 }), (steps) => {
      const report = told(steps);
      const counted = countedOf(report.versions);
      expect(report.content).toEqual(counted?.content ?? null);
      expect(report.standing === 'missing').toBe(counted === null);
      expect(report.versions.map((v) => v.version)).toEqual(report.versions.map((_, i) => i + 1));
      const firstSent = steps.find((s) => s.do === 'send')?.at ?? null;
      expect(report.firstAt).toBe(firstSent);
      if (counted) expect(report.standing).toBe(standingOf(round, firstSent));
    }),
  );
});

test.each<readonly [ReportContent, ReportContent, boolean]>([
  [figures(1), figures(1), true],
  [figures(1), figures(2), false],
  [figures(0), { kind: 'nothing' }, false],
  [{ kind: 'nothing' }, { kind: 'nothing' }, true],
])('%j and %j are the same: %s', (a, b, same) => {
  expect(sameContent(a, b, ['n'])).toBe(same);
  expect(sameContent(b, a, ['n'])).toBe(same);
});
