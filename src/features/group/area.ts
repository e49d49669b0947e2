import type { Actor } from '../../core/actor.js';
import type { AreaBook, AreaLevel } from '../../core/area.js';
import type { GroupId } from '../../core/ids.js';
import type { Instant } from '../../core/time.js';
import { type Effect, note, say, write } from '../../flow/effect.js';
import { readDutyArea } from '../../read/duty-area.js';
import { areaTitle } from '../../say/area-title.js';
import { text, types } from '../../say/message.js';
import { th } from '../../say/th/catalogue.js';
import { whichArea } from '../../say/which-area.js';

const words = th.group;

/** `/ตำบล`, `/พื้นที่`: an officer says which part of the own area a group is of. */
export function nameArea(p: {
  readonly areas: AreaBook;
  readonly actor: Actor;
  readonly group: GroupId;
  readonly at: Instant;
  /** What stood behind the word. */
  readonly place: string;
  readonly levels: readonly AreaLevel[];
}): readonly Effect[] {
  const { areas, actor, group, at, place, levels } = p;
  const found = readDutyArea(areas, actor, place, levels);
  switch (found.kind) {
    case 'own':
      return [say(text(words.askArea()))];
    case 'none':
      return [say(text(th.area.nowhere()))];
    case 'found':
      return [
        write({ kind: 'group.area', group, area: found.code, at }),
        note('group.area', { area: found.code }),
        say(
          text(words.areaIs({ area: areaTitle(areas, found.code) }), [types(words.asks[1] ?? '')]),
        ),
      ];
    default: {
      const ask = words.ask(th.words.groupArea[0]);
      const { question, choices } = whichArea(areas, found, ask);
      return [
        say(
          text(
            question,
            // The group reads what a button types: the whole name, which no other place has.
            choices.map(({ label, code }) => types(label, `${ask} ${areaTitle(areas, code)}`)),
          ),
        ),
      ];
    }
  }
}
