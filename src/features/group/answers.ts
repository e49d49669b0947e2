import { scopeOfGroup } from '../../access/scope.js';
import type { GroupId } from '../../core/ids.js';
import {
  addTallies,
  chasedRounds,
  expectedOf,
  type Period,
  phaseOf,
  type Round,
} from '../../core/round.js';
import type { Instant } from '../../core/time.js';
import { type Effect, say } from '../../flow/effect.js';
import { areaShortTitle, areaTitle } from '../../say/area-title.js';
import { card, type Message, text, types } from '../../say/message.js';
import { th } from '../../say/th/catalogue.js';
import type { GroupPorts } from './facts.js';

const words = th.group;
/** Buttons type the words as they must be typed here; others would not be heard. */
const buttons = words.asks.map((ask) => types(ask));
const tell = (message: Message): readonly Effect[] => [say(message)];

/** The bot came into a group: how to speak to it. */
export const greet = (): readonly Effect[] => tell(text(words.greeting(), buttons));
/** What can be asked in a group. */
export const help = (): readonly Effect[] => tell(text(words.help(), buttons));
/** An unknown word, and one that this person may not use. */
export const unknown = (): readonly Effect[] => tell(text(words.unknown(), buttons));
/** A word that is about one person. */
export const privateOnly = (): readonly Effect[] => tell(text(th.common.privateOnly(), buttons));

const dueOf = (round: Round, at: Instant): string =>
  phaseOf(round, at) === 'late' ? th.reporting.lateUntil(round) : th.reporting.due(round);

/** `/กำหนดการ`: when reports are due that can still be sent. */
export async function deadlines(ports: GroupPorts, at: Instant): Promise<readonly Effect[]> {
  const periods = await ports.periods();
  const coming = periods.filter((p) => phaseOf(p.round, at) !== 'locked');
  if (coming.length === 0) return tell(text(words.scheduleNone(), buttons));
  return tell(
    card('panel', {
      tone: 'plain',
      title: words.scheduleTitle(),
      lines: [],
      rows: coming.slice(0, 10).map(({ round }) => ({
        label: th.reporting.roundName({ ...round, activity: round.activity.name }),
        value: dueOf(round, at),
      })),
      main: [],
      others: [],
    }),
  );
}

/** `/ยังไม่ส่ง`: how many are missing in each tambon of the group's area. Numbers only. */
export async function missing(
  ports: GroupPorts,
  group: GroupId,
  at: Instant,
): Promise<readonly Effect[]> {
  const [area, periods] = await Promise.all([ports.groupArea(group), ports.periods()]);
  const period: Period | undefined = chasedRounds(periods, at)[0];
  if (!area) return tell(text(words.areaUnknown(), buttons));
  if (!period) return tell(text(th.round.noneOpen(), buttons));
  const { round } = period;
  const tambons = await ports.tallies(scopeOfGroup(area), round.id, area);
  const total = addTallies(tambons.map((t) => t.tally));
  const expected = expectedOf(total);
  if (expected === 0) return tell(text(words.nobodyExpected(), buttons));
  const rows = tambons
    .toSorted((a, b) => b.tally.missing - a.tally.missing || (a.tambon < b.tambon ? -1 : 1))
    .map(({ tambon, tally }) => ({
      label: areaShortTitle(ports.areas, tambon),
      value: th.chase.areaCount({ missing: tally.missing, expected: expectedOf(tally) }),
    }));
  return tell(
    card('panel', {
      tone: total.missing === 0 ? 'good' : 'plain',
      title: words.missing({ missing: total.missing, expected }),
      lines: [
        { line: areaTitle(ports.areas, area) },
        { line: `${th.reporting.shortRound(round)} ${dueOf(round, at)}` },
      ],
      // The only tambon says no more than the heading.
      rows: rows.length > 1 ? rows : [],
      main: [],
      others: [],
    }),
  );
}
