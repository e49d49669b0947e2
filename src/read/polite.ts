/** Said at the end to be polite; no part of what is meant. For normalised words. */
export const politeEnding = /\s*(?:นะ)?(?:ครับผม|ครับ|คับ|ค่ะ|คะ|จ้า|จ้ะ)$/;
