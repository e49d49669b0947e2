/** The checkout. The tests themselves run compiled, in a folder that is laid out like it. */
export const root = process.env.TEST_ROOT ?? '';
