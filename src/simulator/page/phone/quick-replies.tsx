import type { ChatEntry, LineAction } from '../../chats.js';
import { Picture } from '../message/picture.js';
import { words } from '../words.js';

type Item = { readonly action: LineAction; readonly imageUrl?: string };

/** Taps that tell the bot nothing leave the quick replies where they are. */
const SILENT = ['uri', 'clipboard'];
const ICON = { width: '24px', height: '24px' };

/** Quick replies stand under the last message only, and are gone after any answer. */
function itemsOf(entries: readonly ChatEntry[]): readonly Item[] {
  const last = entries.findLast(({ action }) => !SILENT.includes(action?.type ?? ''));
  const quickReply = last?.message?.quickReply as { readonly items?: readonly Item[] } | undefined;
  return quickReply?.items ?? [];
}

export function QuickReplies(props: {
  readonly entries: readonly ChatEntry[];
  readonly tap: (action: LineAction) => void;
}) {
  const items = itemsOf(props.entries);
  if (items.length === 0) return null;
  return (
    <fieldset
      class="quick"
      aria-label={words.quickReplies}
      // Where they stand in one row, a mouse without a sideways wheel must get to the last one too.
      onWheel={({ currentTarget, deltaY }) => currentTarget.scrollBy({ left: deltaY })}
    >
      {items.map(({ action, imageUrl }) => (
        <button type="button" key={String(action.label)} onClick={() => props.tap(action)}>
          {imageUrl !== undefined && <Picture class="cover" url={imageUrl} style={ICON} alt="" />}
          {String(action.label)}
        </button>
      ))}
    </fieldset>
  );
}
