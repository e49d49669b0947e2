import type { LineMessage } from '../../chats.js';
import { words } from '../words.js';

/** A face instead of LINE's own drawing, which no API gives; the ids say which one it is. */
export function Sticker({ message }: { readonly message: LineMessage }) {
  const which = `${String(message.packageId)}/${String(message.stickerId)}`;
  return (
    <figure class="sticker">
      <svg viewBox="0 0 96 96" role="img" aria-label={words.stickerOf(which)}>
        <circle cx="48" cy="48" r="40" fill="#ffd95a" stroke="#5b4a12" stroke-width="3" />
        <circle cx="35" cy="40" r="5" fill="#5b4a12" />
        <circle cx="61" cy="40" r="5" fill="#5b4a12" />
        <path
          d="M28 56q20 22 40 0"
          fill="none"
          stroke="#5b4a12"
          stroke-width="5"
          stroke-linecap="round"
        />
      </svg>
      <figcaption>{which}</figcaption>
    </figure>
  );
}
