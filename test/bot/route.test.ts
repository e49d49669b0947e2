import { actions, can } from '../../src/access/policy.js';
import { entries } from '../../src/bot/registry.js';
import { route } from '../../src/bot/route.js';
import type { Actor } from '../../src/core/actor.js';
import type { AreaCode } from '../../src/core/area.js';
import type { EventId } from '../../src/core/ids.js';
import { goData, type Inbound, readTap } from '../../src/core/inbound.js';
import type { SeatId } from '../../src/core/seat.js';
import { blankSession } from '../../src/flow/talk.js';
import { userIdOf } from '../harness/phone.js';

const id = userIdOf('somebody');
const member = { id, consent: { version: 'v', textHash: 'h', at: 0 } };
const seat = {
  id: '450213-01' as SeatId,
  tambon: '450213' as AreaCode,
  number: 1,
  rosterName: 'n',
  village: '',
  holder: id,
};
const office = { area: '4502' as AreaCode, name: 'n', phone: null };
const nobody: Actor = { id, member: null, seat: null, offices: [], isAdmin: false };
const people: Readonly<Record<string, Actor>> = {
  guest: nobody,
  leader: { ...nobody, member, seat },
  officer: { ...nobody, member, offices: [office] },
  admin: { ...nobody, isAdmin: true },
  'admin no more': nobody,
};
const routed = (actor: Actor, input: Inbound) =>
  route(actor, blankSession, { id: 'E' as EventId, from: id, at: 0, input }, []);
const typed = (text: string): Inbound => ({ kind: 'text', text });
const tapped = (action: string): Inbound => ({
  kind: 'tap',
  tap: readTap(goData(action, '450213;1;64A3R1')),
});

// Every word and every standing button there is, with everybody: made from the table, so that a new one
// cannot be forgotten (quality.md, fault 24).
const words = entries.flatMap((entry) => entry.words.map((word) => ({ entry, word })));
const buttons = entries.flatMap((entry) =>
  entry.standing === undefined ? [] : [{ entry, standing: entry.standing }],
);

describe.each(Object.entries(people))('%s', (_name, actor) => {
  test.each(words)('typing $word: theirs, or no word at all', ({ entry, word }) => {
    for (const text of [word, `/${word}`, ` ${word} ค่ะ`])
      expect(routed(actor, typed(text))).toEqual(
        can(actor, entry.action)
          ? expect.objectContaining({ to: 'entry', entry })
          : routed(actor, typed('ไม่ใช่คำสั่ง')),
      );
  });

  test.each(buttons)('forging $standing: theirs, or no button at all', ({ entry, standing }) => {
    expect(routed(actor, tapped(standing))).toEqual(
      can(actor, entry.action)
        ? expect.objectContaining({ to: 'entry', entry })
        : routed(actor, tapped('no-such-button')),
    );
  });
});

test('every action is of use to somebody, and no button is there twice', () => {
  for (const action of actions)
    expect(Object.values(people).some((actor) => can(actor, action))).toBe(true);
  expect(new Set(buttons.map((b) => b.standing)).size).toBe(buttons.length);
});
