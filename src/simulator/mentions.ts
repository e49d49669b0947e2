type Named = { readonly userId: string; readonly name: string };
export type Mentionee = Readonly<Record<string, unknown>>;

const MAX_MENTIONEES = 20;

/**
 * `@name` of the bot or of a member, and `@All`, become mentions as the app makes them: index and
 * length in UTF-16 units. Of names that begin alike the longest wins.
 */
export function mentionsIn(
  text: string,
  bot: Named,
  members: readonly Named[],
): { readonly mention?: { readonly mentionees: readonly Mentionee[] } } {
  const people = [bot, ...members].map(({ userId, name }) => ({
    word: `@${name}`,
    who: { type: 'user', userId, isSelf: userId === bot.userId } as Mentionee,
  }));
  const words = [...people, { word: '@All', who: { type: 'all' } as Mentionee }].sort(
    (a, b) => b.word.length - a.word.length,
  );
  const mentionees: Mentionee[] = [];
  for (let index = text.indexOf('@'); index >= 0; index = text.indexOf('@', index + 1)) {
    const found = words.find(({ word }) => text.startsWith(word, index));
    if (found !== undefined) mentionees.push({ index, length: found.word.length, ...found.who });
  }
  return mentionees.length === 0
    ? {}
    : { mention: { mentionees: mentionees.slice(0, MAX_MENTIONEES) } };
}
