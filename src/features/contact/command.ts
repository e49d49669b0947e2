import type { Actor } from '../../core/actor.js';
import { type AreaBook, type AreaCode, covers } from '../../core/area.js';
import type { UserId } from '../../core/ids.js';
import type { Office } from '../../core/office.js';
import { dayMs, dayOf } from '../../core/time.js';
import { defineCommand } from '../../flow/command.js';
import { type Effect, say } from '../../flow/effect.js';
import type { Moment } from '../../flow/flow.js';
import { areaTitle } from '../../say/area-title.js';
import { card, opens, text, types } from '../../say/message.js';
import { th } from '../../say/th/catalogue.js';
import type { ContactPorts } from './facts.js';

const words = th.contact;

type Facts = {
  readonly areas: AreaBook;
  readonly place: AreaCode | null;
  /** The district of somebody whose request for a seat waits. */
  readonly applied: AreaCode | null;
  readonly officers: readonly Office[];
  readonly admins: readonly UserId[];
};

/** Who is responsible for this person: the district's officers, else the province's, else the admins. */
export const contact = defineCommand<ContactPorts, Facts>({
  async load(ports, { actor }) {
    const place = placeOf(actor);
    const request = place ? null : await ports.waitingRequest(actor.id);
    const applied = request && districtOf(request.tambon);
    const facts = { areas: ports.areas, place, applied, admins: ports.admins };
    for (const digits of [4, 2]) {
      if (!place || place.length <= digits) continue;
      const officers = await ports.officersOf(place.slice(0, digits) as AreaCode, actor.id);
      if (officers.length > 0) return { ...facts, officers };
    }
    return { ...facts, officers: [] };
  },
  decide({ areas, place, applied, officers, admins }, moment) {
    const { actor } = moment;
    const menu = types(th.words.menu[0]);
    if (!place && actor.isAdmin) return [say(text(words.ofAdmins(), [menu]))];
    // Nobody knows yet who they are: they learn the office, not the officers' own numbers.
    if (applied) return [say(text(words.applied({ area: areaTitle(areas, applied) }), [menu]))];
    if (!place) return [say(text(words.unknownPlace(), [types(th.words.register[0])]))];
    if (officers.length === 0) {
      // Whoever is the officer of the place, a leader too or not, wants somebody above.
      const office = actor.offices.find(({ area }) => covers(area, place));
      const told = office ? words.toldAdmins() : words.noneTold();
      const answer = say(text(admins.length > 0 ? told : words.none(), [menu]));
      return office
        ? [answer, ...askAdmins(areas, office, admins, moment)]
        : [answer, ...tellAdmins(areas, districtOf(place), admins, moment.now)];
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

const districtOf = (place: AreaCode): AreaCode => place.slice(0, 4) as AreaCode;

const placeOf = (actor: Actor): AreaCode | null =>
  actor.seat?.tambon ?? actor.offices[0]?.area ?? null;

/** Once a day and district, however many leaders ask. */
const tellAdmins = (
  areas: AreaBook,
  district: AreaCode,
  admins: readonly UserId[],
  now: number,
): readonly Effect[] => {
  const asked = words.askedAdmin({ area: areaTitle(areas, district) });
  return admins.map((to) => ({
    do: 'tell',
    to,
    messages: [text(asked, [types(th.words.invite[0])])],
    key: `no-officer:${district}:${dayOf(now)}:${to}`,
    lane: 'interactive',
    until: now + dayMs,
  }));
};

/** An officer above whom there is nobody wants to be called back. */
const askAdmins = (
  areas: AreaBook,
  { area, name, phone }: Office,
  admins: readonly UserId[],
  { event, now }: Moment,
): readonly Effect[] =>
  admins.map((to) => ({
    do: 'tell',
    to,
    messages: [
      card('people', {
        title: words.askedByOfficer(),
        about: phone ? words.about() : words.noPhone(),
        people: [
          {
            name,
            note: areaTitle(areas, area),
            colour: 'plain',
            call: phone ? [{ action: opens(words.call(), `tel:${phone}`) }] : [],
          },
        ],
        others: [],
      }),
    ],
    key: `officer-asks:${event}:${to}`,
    lane: 'interactive',
    until: now + dayMs,
  }));
