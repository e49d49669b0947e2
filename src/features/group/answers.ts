import { scopeOfGroup } from '../../access/scope.js';
import type { AreaBook, AreaCode } from '../../core/area.js';
import type { GroupId } from '../../core/ids.js';
import {
  addTallies,
  chasedRound,
  expectedOf,
  openedAt,
  type Period,
  phaseOf,
  type Round,
} from '../../core/round.js';
import type { Instant } from '../../core/time.js';
import { type Effect, say } from '../../flow/effect.js';
import { readLook } from '../../read/look.js';
import { findPlace } from '../../read/place.js';
import { areaShortTitle, areaTitle } from '../../say/area-title.js';
import { card, type Message, text, types } from '../../say/message.js';
import { th } from '../../say/th/catalogue.js';
import { whichRound } from '../../say/which-round.js';
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

/** `/ยังไม่ส่ง`: how many are missing in each tambon of the group's area, or of a place in it. Numbers only. */
export async function missing(
  ports: GroupPorts,
  group: GroupId,
  at: Instant,
  args: string,
): Promise<readonly Effect[]> {
  const [own, periods] = await Promise.all([ports.groupArea(group), ports.periods()]);
  if (!own) return tell(text(words.areaUnknown(), buttons));
  const asked = readLook(args);
  const period = chasedRound(periods, at, asked.round);
  if (openedAt(periods, at).length === 0) return tell(text(th.round.noneOpen(), buttons));
  if (!period) return tell(whichRound(periods, at, asked.round, askFor(asked.place)));
  const inside = placeInside(ports.areas, own, asked.place);
  const area = inside ?? own;
  const { round } = period;
  const tambons = await ports.tallies(scopeOfGroup(own), round.id, area);
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
        ...(inside ? [] : [{ line: words.notInside() }]),
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

/** The part of the group's area that somebody named; all of it when nothing was, null for none of it. */
function placeInside(areas: AreaBook, own: AreaCode, said: string): AreaCode | null {
  const found = said === '' ? null : findPlace(areas, said, own);
  if (found?.kind === 'found') return found.code;
  // A district and a tambon in it are often called the same: the group's own is meant.
  return !found || (found.kind === 'several' && found.codes.includes(own)) ? own : null;
}

/** Buttons type what would be heard here. */
const askFor =
  (place: string) =>
  (label: string, { round }: Period) =>
    types(label, [words.asks[1], place, th.reporting.shortRound(round)].filter(Boolean).join(' '));
