import type { DecidedTurn } from '../../../src/bot/ports.js';
import type { EventId, UserId } from '../../../src/core/ids.js';
import { sayForSure } from '../../../src/flow/effect.js';
import { blankSession } from '../../../src/flow/talk.js';
import { text } from '../../../src/say/message.js';

/** The decided turn of somebody new, who is answered. */
export const firstTurn = (event: string, from: UserId, at: number): DecidedTurn => ({
  arrival: { id: event as EventId, from, at, input: { kind: 'joined' } },
  rev: 0,
  session: blankSession,
  effects: [sayForSure(text('x'))],
  isErased: false,
});
