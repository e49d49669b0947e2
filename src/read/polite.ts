/** Words without a meaning of their own, said to be polite; a source for regular expressions. */
export const politeWords = '(?:นะ)?(?:ครับผม|ครับ|คับ|ค่ะ|คะ|จ้า|จ้ะ)';
/** Said at the end to be polite; no part of what is meant. For normalised words. */
export const politeEnding = new RegExp(`\\s*${politeWords}$`);
