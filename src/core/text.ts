const graphemes = new Intl.Segmenter('th', { granularity: 'grapheme' });

/** Length as a person sees it: a Thai consonant with its vowel and tone mark counts once. */
export const lengthOf = (text: string): number => [...graphemes.segment(text)].length;

/** Shortens to `most` graphemes, the last of them an ellipsis; never cuts one apart. */
export function shorten(text: string, most: number): string {
  const parts = [...graphemes.segment(text)];
  if (parts.length <= most) return text;
  return `${parts
    .slice(0, most - 1)
    .map((p) => p.segment)
    .join('')}…`;
}
