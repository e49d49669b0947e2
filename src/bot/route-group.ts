import { can } from '../access/policy.js';
import type { Actor } from '../core/actor.js';
import type { AreaLevel } from '../core/area.js';
import type { GroupInput } from '../core/inbound.js';
import { normalise } from '../read/normalise.js';
import { matchWord, splitWord } from '../read/word.js';
import { th } from '../say/th/catalogue.js';
import { entries } from './registry.js';
import { mostTyped } from './route.js';

/** What a group asks for. */
export type GroupRoute =
  | { readonly to: 'greet' | 'forget' | 'help' | 'deadlines' }
  | { readonly to: 'missing'; readonly args: string }
  | { readonly to: 'private-only' | 'unknown' }
  | {
      readonly to: 'area';
      readonly actor: Actor;
      readonly place: string;
      readonly levels: readonly AreaLevel[];
    };

const { words } = th;
const personal = [words.cancel, words.restore, words.resume].flat();
const areaWords: readonly { readonly word: string; readonly levels: readonly AreaLevel[] }[] = [
  { word: words.groupTambon[0], levels: ['tambon'] },
  { word: words.groupArea[0], levels: ['tambon', 'district'] },
];

/** Decides what a group is answered; a word that its speaker may not use is no word at all. */
export function routeGroup(actor: Actor | null, input: GroupInput): GroupRoute {
  if (input.kind === 'joined') return { to: 'greet' };
  if (input.kind === 'left') return { to: 'forget' };
  const { text } = input;
  if (text.length > mostTyped) return { to: 'unknown' };
  if (splitWord(text).word === '' || matchWord(text, words.menu)) return { to: 'help' };
  if (matchWord(text, words.schedule)) return { to: 'deadlines' };
  const missing = matchWord(text, words.missing);
  if (missing) return { to: 'missing', args: missing.rest };
  if (!actor) return { to: 'unknown' };
  if (matchWord(text, personal)) return { to: 'private-only' };
  if (entries.some((e) => matchWord(text, e.words) && can(actor, e.action)))
    return { to: 'private-only' };
  return (can(actor, 'group.area') && routeArea(actor, text)) || { to: 'unknown' };
}

/** `/ตำบล ดงครั่งน้อย`, and `/ตำบลดงครั่งน้อย` as many people write it. */
function routeArea(actor: Actor, text: string): GroupRoute | null {
  const typed = splitWord(text);
  for (const { word, levels } of areaWords) {
    const begins = normalise(word);
    if (!typed.word.startsWith(begins)) continue;
    const place = `${typed.word.slice(begins.length)} ${typed.rest}`.trim();
    return { to: 'area', actor, place, levels };
  }
  return null;
}
