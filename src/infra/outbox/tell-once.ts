import type { Effect } from '../../flow/effect.js';
import type { Render } from '../../say/render.js';
import { isDuplicate } from '../mongo/errors.js';
import type { Models } from '../mongo/models.js';
import type { OutboxRow } from '../mongo/rows.js';
import { pushRow } from './rows.js';

export type Tell = Omit<Extract<Effect, { do: 'tell' }>, 'do'>;

/**
 * Tells people something outside a turn. The key of a message makes it exist once, however often and by
 * however many instances this is asked.
 */
export async function tellOnce(
  p: {
    readonly models: Models;
    readonly render: Render;
    readonly now: number;
    /** Absent: with the outbox's next sweep. */
    readonly deliver?: (rows: readonly OutboxRow[]) => void;
  },
  tells: readonly Tell[],
): Promise<void> {
  for (const tell of tells) {
    const row = pushRow({ ...tell, messages: tell.messages.map(p.render), now: p.now });
    try {
      await p.models.outbox.insertMany([row]);
      p.deliver?.([row]);
    } catch (error) {
      if (!isDuplicate(error)) throw error;
    }
  }
}
