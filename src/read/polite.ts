/** Words without a meaning of their own, said to be polite; a source for regular expressions. */
export const politeWords = '(?:นะ)?(?:ครับผม|ครับ|คร้าบ|คับ|ค่ะ|คะ|ค่า|จ้า|จ้ะ)';
/** Said at the end to be polite; no part of what is meant. For normalised words. */
export const politeEnding = new RegExp(`\\s*${politeWords}$`);

/** The same in front of what is meant: `รายงานค่ะ ครัวเรือน 120`. */
export const politeBeginning = new RegExp(`^${politeWords}(?=\\s|$)\\s*`);

const endOfName = /[ๆ.\s]*$/.source;
const spoken = new RegExp(`\\s+${politeWords}${endOfName}`);
/** No name ends in these; many end in นะ, คะ, คับ or จ้า (มานะ, นาคะ, แสงจ้า). */
const inNoName = new RegExp(`(?:ครับผม|ครับ|ค่ะ|จ้ะ)${endOfName}`);

/**
 * A name without the polite words behind it. Behind a space all of them are taken off; without one only
 * those that no name ends in, since half a name is worse than a polite one. For cleaned text.
 */
export function withoutPoliteEnding(name: string): string {
  const bare = ` ${name}`.replace(spoken, '').replace(inNoName, '').trim();
  return bare === name.trim() ? bare : withoutPoliteEnding(bare);
}
