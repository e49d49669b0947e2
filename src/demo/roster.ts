import type { AreaBook } from '../core/area.js';
import type { Roster } from '../simulator/phones.js';
import { accountOf, codeHint, type DemoPeople, leaderSeat, placeOf, secondSeat } from './people.js';

const most = 20;
const role = 'ผู้นำ';

/** The leaders of the demo's roster, to be given phones: found by name or place. */
export function demoRoster(people: () => DemoPeople, areas: AreaBook): Roster {
  const everybody = () =>
    people()
      .seats.filter(({ seat }) => seat !== leaderSeat && seat !== secondSeat)
      .map((seat) => ({ seat, about: placeOf(areas, seat) }));
  return {
    find: async (words) => {
      const wanted = words.trim().split(/\s+/);
      return everybody()
        .filter(({ seat, about }) =>
          wanted.every((word) => seat.name.includes(word) || about.includes(word)),
        )
        .slice(0, most)
        .map(({ seat, about }) => ({ id: seat.seat, name: seat.name, role, about }));
    },
    phoneOf: async (rosterId) => {
      const found = everybody().find(({ seat }) => seat.seat === rosterId);
      if (found === undefined) return null;
      const { seat, about } = found;
      return {
        id: `leader-${seat.seat}`,
        userId: accountOf(people(), seat.seat),
        name: seat.name.split(' ', 1)[0] ?? seat.name,
        role,
        about,
        hints: [
          { label: 'รหัสที่นั่ง', text: codeHint(seat) },
          { label: 'รายงาน', text: 'รายงาน' },
        ],
      };
    },
  };
}
