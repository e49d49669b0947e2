import type { ComponentChildren } from 'preact';
import { useContext } from 'preact/hooks';
import type { LineMessage } from '../../chats.js';
import { words } from '../words.js';
import { Names } from './names.js';

type Emoji = { readonly index: number; readonly productId: string; readonly emojiId: string };
type Substitute =
  | { readonly type: 'emoji'; readonly productId: string; readonly emojiId: string }
  | {
      readonly type: 'mention';
      readonly mentionee: { readonly type: 'user' | 'all'; readonly userId?: string };
    };
export type SaidText = LineMessage & {
  readonly text: string;
  readonly emojis?: readonly Emoji[];
  readonly substitution?: Readonly<Record<string, Substitute>>;
};

/** One of LINE's own emoji: their pictures are LINE's, so the page shows which one it is. */
function EmojiMark({ emojiId }: { readonly emojiId: string }) {
  return (
    <span class="emoji" role="img" aria-label={words.emoji(emojiId)} title={words.emoji(emojiId)} />
  );
}

/** `text` with the `$` at each emoji's index replaced. Indexes count UTF-16 units, as LINE does. */
function withEmojis(text: string, emojis: readonly Emoji[]): ComponentChildren {
  const pieces: ComponentChildren[] = [];
  let from = 0;
  for (const { index, emojiId } of [...emojis].sort((a, b) => a.index - b.index)) {
    pieces.push(text.slice(from, index), <EmojiMark emojiId={emojiId} />);
    from = index + 1;
  }
  return [...pieces, text.slice(from)];
}

/** `{key}` replaced by what stands for it; `{{` and `}}` are braces. */
function substituted(
  text: string,
  by: Readonly<Record<string, Substitute>>,
  names: Readonly<Record<string, string>>,
): ComponentChildren {
  return text.split(/(\{\{|\}\}|\{[0-9A-Za-z_]{1,20}\})/).map((piece) => {
    if (piece === '{{' || piece === '}}') return piece[0];
    const found = /^\{\w+\}$/.test(piece) ? by[piece.slice(1, -1)] : undefined;
    if (found === undefined) return piece;
    if (found.type === 'emoji') return <EmojiMark emojiId={found.emojiId} />;
    const { type, userId = '' } = found.mentionee;
    const name = type === 'all' ? words.everyone : (names[userId] ?? userId);
    return <bdi class="mention">@{name}</bdi>;
  });
}

/** A plain message. All of it is text. */
export function Text({ message }: { readonly message: SaidText }) {
  const names = useContext(Names);
  const { type, text, emojis, substitution } = message;
  return (
    <div class="bubble">
      {type === 'textV2'
        ? substituted(text, substitution ?? {}, names)
        : emojis === undefined
          ? text
          : withEmojis(text, emojis)}
    </div>
  );
}
