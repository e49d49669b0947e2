import type { AreaBook, AreaCode } from '../core/area.js';
import { areaChoices, areaTitle, mostChoices } from './area-title.js';
import { th } from './th/catalogue.js';

const words = th.area;

/**
 * Asks which of several areas is meant, and tells how to name one that is not shown: by `word` and the
 * name, or in a conversation (null) by the name alone. Where no label can hold name and place, a list does.
 */
export function whichArea(
  book: AreaBook,
  { kind, codes }: { readonly kind: 'several' | 'near'; readonly codes: readonly AreaCode[] },
  word: string | null,
) {
  const choices = areaChoices(book, codes);
  const isCut = codes.length > mostChoices;
  const question = isCut ? words.many({ count: codes.length, word }) : words[kind]();
  const titles = choices.map(({ code }) => areaTitle(book, code));
  if (titles.every((title, i) => title.startsWith(choices[i]?.label ?? '')))
    return { question, choices };
  const lines = titles.map((title, i) => words.option({ number: i + 1, area: title }));
  return {
    question: [question, ...lines].join('\n'),
    choices: choices.map(({ code }, i) => ({ code, label: lines[i] ?? code })),
  };
}
