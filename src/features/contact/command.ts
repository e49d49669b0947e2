import type { Actor } from '../../core/actor.js';
import type { AreaBook, AreaCode } from '../../core/area.js';
import type { UserId } from '../../core/ids.js';
import type { Office } from '../../core/office.js';
import { dayMs, dayOf } from '../../core/time.js';
import { defineCommand } from '../../flow/command.js';
import { type Effect, say } from '../../flow/effect.js';
import { areaTitle } from '../../say/area-title.js';
import { card, opens, text, types } from '../../say/message.js';
import { th } from '../../say/th/catalogue.js';
import type { ContactPorts } from './facts.js';

const words = th.contact;

type Facts = {
  readonly areas: AreaBook;
  readonly place: AreaCode | null;
  readonly officers: readonly Office[];
  readonly admins: readonly UserId[];
};

/** Who is responsible for this person: the district's officers, else the province's, else the admins. */
export const contact = defineCommand<ContactPorts, Facts>({
  async load(ports, { actor }) {
    const place = placeOf(actor);
    const facts = { areas: ports.areas, place, admins: ports.admins };
    for (const digits of [4, 2]) {
      if (!place || place.length <= digits) continue;
      const officers = await ports.officersOf(place.slice(0, digits) as AreaCode);
      if (officers.length > 0) return { ...facts, officers };
    }
    return { ...facts, officers: [] };
  },
  decide({ areas, place, officers, admins }, { actor, now }) {
    const menu = types(th.words.menu[0]);
    if (!place && actor.isAdmin) return [say(text(words.ofAdmins(), [menu]))];
    if (!place) return [say(text(words.unknownPlace(), [types(th.words.register[0])]))];
    if (officers.length === 0) {
      const area = areaTitle(areas, place.slice(0, 4) as AreaCode);
      const asked = actor.seat ? words.askedAdmin({ area }) : words.askedByOfficer({ area });
      const told = actor.seat ? words.noneTold() : words.toldAdmins();
      const answer = admins.length > 0 ? told : words.none();
      return [say(text(answer, [menu])), ...tellAdmins(asked, place, admins, now)];
    }
    return [
      say(
        card('people', {
          title: words.title(),
          about: officers.some((o) => o.phone) ? words.about() : words.aboutNoPhone(),
          people: officers.slice(0, 10).map((o) => ({
            name: o.name,
            note: o.phone ? areaTitle(areas, o.area) : words.noPhone(),
            colour: 'plain',
            call: o.phone ? [{ action: opens(words.call(), `tel:${o.phone}`) }] : [],
          })),
          others: [{ action: menu }],
        }),
      ),
    ];
  },
});

const placeOf = (actor: Actor): AreaCode | null =>
  actor.seat?.tambon ?? actor.offices[0]?.area ?? null;

/** Once a day and district, however many people ask. */
const tellAdmins = (
  asked: string,
  place: AreaCode,
  admins: readonly UserId[],
  now: number,
): readonly Effect[] => {
  const district = place.slice(0, 4) as AreaCode;
  return admins.map((to) => ({
    do: 'tell',
    to,
    messages: [text(asked, [types(th.words.invite[0])])],
    key: `no-officer:${district}:${dayOf(now)}:${to}`,
    lane: 'interactive',
    until: now + dayMs,
  }));
};
