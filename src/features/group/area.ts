import { inScope, scopeOf } from '../../access/scope.js';
import type { Actor } from '../../core/actor.js';
import type { AreaBook, AreaCode, AreaLevel } from '../../core/area.js';
import type { GroupId } from '../../core/ids.js';
import type { Instant } from '../../core/time.js';
import { type Effect, note, say, write } from '../../flow/effect.js';
import { findPlace } from '../../read/place.js';
import { areaLabels, areaTitle } from '../../say/area-title.js';
import { text, types } from '../../say/message.js';
import { th } from '../../say/th/catalogue.js';

const words = th.group;
/** As many quick replies as are still readable. */
const mostChoices = 10;

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
  if (place.trim() === '') return [say(text(words.askArea()))];
  const { exact, near } = placesOf(areas, actor, place, levels);
  const [only, ...more] = exact;
  if (only && more.length === 0)
    return [
      write({ kind: 'group.area', group, area: only, at }),
      note('group.area', { area: only }),
      say(text(words.areaIs({ area: areaTitle(areas, only) }), [types(words.asks[1] ?? '')])),
    ];
  const choices = (only ? exact : near).slice(0, mostChoices);
  if (choices.length === 0) return [say(text(words.noArea()))];
  const labels = areaLabels(areas, choices);
  const ask = words.ask(th.words.groupArea[0]);
  return [
    say(
      text(
        words.which(),
        choices.map((code, i) => types(labels[i] ?? code, `${ask} ${code}`)),
      ),
    ),
  ];
}

/** Areas of the own duty that the words may mean. */
function placesOf(areas: AreaBook, actor: Actor, place: string, levels: readonly AreaLevel[]) {
  const scope = scopeOf(actor);
  const exact = new Set<AreaCode>();
  const near = new Set<AreaCode>();
  for (const within of actor.isAdmin ? [undefined] : actor.offices.map((o) => o.area)) {
    const found = findPlace(areas, place, within, levels);
    if (found.kind === 'found') exact.add(found.code);
    if (found.kind === 'several') for (const code of found.codes) exact.add(code);
    if (found.kind === 'near') for (const code of found.codes) near.add(code);
  }
  const own = (codes: Set<AreaCode>) => [...codes].filter((code) => inScope(scope, code));
  return { exact: own(exact), near: own(near) };
}
