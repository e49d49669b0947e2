import { goData } from '../core/inbound.js';
import type { CardData, CardName } from './cards.js';
import type { Press } from './press.js';

/** Something the bot says: words or a card, with quick replies under it. */
export type Message =
  | { readonly kind: 'text'; readonly text: string; readonly choices?: readonly Press[] }
  | {
      [N in CardName]: {
        readonly kind: 'card';
        readonly card: N;
        readonly data: CardData<N>;
        readonly choices?: readonly Press[];
      };
    }[CardName];

export const text = (words: string, choices: readonly Press[] = []): Message => ({
  kind: 'text',
  text: words,
  choices,
});

export const card = <N extends CardName>(
  name: N,
  data: CardData<N>,
  choices: readonly Press[] = [],
): Message => ({ kind: 'card', card: name, data, choices }) as Message;

/** The same message with more quick replies behind its own. */
export const withChoices = (message: Message, more: readonly Press[]): Message => ({
  ...message,
  choices: [...(message.choices ?? []), ...more],
});

/** A button that types `words` for the person. */
export const types = (label: string, words = label): Press => ({ label, do: { text: words } });

/** A button whose press comes back as `data`; the person sees the label as said. */
export const presses = (label: string, data: string): Press => ({ label, do: { data } });

/** A standing button: works for as long as policy and facts allow. */
export const goes = (label: string, action: string, args = ''): Press =>
  presses(label, goData(action, args));

/** A button that opens the camera or the album of the phone. Only as a choice under a message. */
export const takes = (label: string, take: 'camera' | 'album'): Press => ({ label, do: { take } });

/** A button that opens `uri` (https, tel). */
export const opens = (label: string, uri: string): Press => ({ label, do: { uri } });
