import { z } from 'zod';

/** Events older than this are not handled: their ids are no longer kept (contract: 14 days). */
export const oldestEventMs = 14 * 24 * 60 * 60 * 1000;

/** A webhook body. Only its frame is strict: one odd event must never harm the others. */
export const envelopeSchema = z.object({
  destination: z.string(),
  events: z.array(z.unknown()).max(10_000),
});

/** What we must know of an event to store it; everything else stays as it came. */
export const eventSchema = z.looseObject({
  type: z.string(),
  mode: z.string().optional(),
  timestamp: z.number().int().nonnegative().max(8.64e15),
  webhookEventId: z.string().regex(/^[0-9A-Za-z]{10,64}$/),
  source: z
    .looseObject({
      type: z.string(),
      userId: z.string().optional(),
      groupId: z.string().optional(),
      roomId: z.string().optional(),
    })
    .optional(),
  replyToken: z.string().optional(),
});
export type LineEvent = z.output<typeof eventSchema>;

/**
 * An event and its own words. The words are what is stored: whatever names, depth or characters an odd
 * event has, a string can hold it, so that it cannot spoil the write it shares with others.
 */
export type ReceivedEvent = { readonly event: LineEvent; readonly text: string };

/** Reads a stored event. Throws when the text is none. */
export const readEvent = (text: string | null): LineEvent =>
  eventSchema.parse(JSON.parse(text ?? ''));
