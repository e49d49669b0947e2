import type { AreaLevel } from '../core/area.js';
import { levelWords } from './place-names.js';

/** One name of a typed place, and the level it was called by. */
export type NamedPart = { readonly level: AreaLevel | null; readonly name: string };

// Only a vowel that is written before its consonant or a consonant can begin a name.
const letter = '[ก-ฮเ-ไ]';
const full = 'กิ่งอำเภอ|จังหวัด|อำเภอ|ตำบล|แขวง|เขต';
const gap = '[\\s,;/]';
// Inside a run of letters (ดงครั่งน้อยอ.เกษตรวิสัย) a name must follow at once: สามตำบล is a name itself.
const marker = new RegExp(
  `(?<=^|${gap})(?<own>${full}|[จอต](?=[.\\s]))[.\\s]*|(?<=[ก-๎])(?:(?<word>${full})|(?<letter>[จอต])\\.)(?=${letter})`,
  'g',
);

/** A name as it is compared: no spaces, dots, dashes, brackets or ฯ. Expects normalised text. */
export const foldName = (name: string): string => name.replace(/[\s.,;/()\p{Pd}ฯ]/gu, '');

type Stretch = { readonly level: AreaLevel | null; readonly text: string };

function stretchesOf(said: string): readonly Stretch[] {
  const markers = [...said.matchAll(marker)];
  const first = { level: null, text: said.slice(0, markers[0]?.index) };
  const rest = markers.map(({ index, 0: found, groups = {} }, i) => ({
    level: levelWords[groups.own ?? groups.word ?? groups.letter ?? ''] ?? null,
    text: said.slice(index + found.length, markers[i + 1]?.index),
  }));
  return [first, ...rest];
}

const named = (stretches: readonly Stretch[]): readonly NamedPart[] =>
  stretches
    .map(({ level, text }) => ({ level, name: foldName(text) }))
    .filter(({ name }) => name !== '');

/**
 * The ways in which normalised text may name a place, likeliest first: as one name (ต.จ.ป.ร.), with
 * its marked names whole (ต.ดงครั่ง น้อย), and with every space between names; each way once.
 */
export function readingsOf(said: string): readonly (readonly NamedPart[])[] {
  const stretches = stretchesOf(said);
  const apart = stretches.flatMap(({ level, text }) =>
    text
      .split(new RegExp(gap))
      .filter((t) => t !== '')
      .map((t, i) => ({ level: i === 0 ? level : null, text: t })),
  );
  const readings = [named([{ level: null, text: said }]), named(stretches), named(apart)];
  const unlike = new Map(readings.map((parts) => [JSON.stringify(parts), parts]));
  return [...unlike.values()];
}
