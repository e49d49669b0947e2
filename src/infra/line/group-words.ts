import { z } from 'zod';

const message = z.object({
  message: z.object({
    type: z.literal('text'),
    text: z.string(),
    mention: z
      .object({ mentionees: z.array(z.unknown()) })
      .optional()
      // A mention of tomorrow's shape must not cost the person their words.
      .catch(undefined),
  }),
});
/** Where a mention of the bot stands in the text, in UTF-16 units as JavaScript counts them. */
const ownMention = z.object({
  isSelf: z.literal(true),
  index: z.number().int().nonnegative(),
  length: z.number().int().positive(),
});
const isOwn = z.object({ isSelf: z.literal(true) });

const addressing = /^[\s\p{Cf}]*[/!／！]/u;

/**
 * What a message in a group says to the bot, without the mention; null when it does not address it. It
 * does by mentioning it anywhere or by beginning with `/` or `!` (contract.md).
 */
export function wordsToBot(event: unknown): string | null {
  const read = message.safeParse(event);
  if (!read.success) return null;
  const { text, mention } = read.data.message;
  const mentionees = mention?.mentionees ?? [];
  if (!addressing.test(text) && !mentionees.some((m) => isOwn.safeParse(m).success)) return null;
  const spans = mentionees
    .flatMap((m) => ownMention.safeParse(m).data ?? [])
    .filter(({ index, length }) => index + length <= text.length)
    // From the end, so that what is cut out does not move what is still to be cut.
    .sort((a, b) => b.index - a.index);
  return spans.reduce(
    (words, { index, length }) => words.slice(0, index) + words.slice(index + length),
    text,
  );
}
