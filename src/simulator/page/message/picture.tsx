import { createContext } from 'preact';
import { useContext, useState } from 'preact/hooks';
import type { Style } from '../flex/flex-style.js';
import { words } from '../words.js';

/** The https address under which the bot says it can be reached; nothing else is loaded. */
export const PublicBase = createContext<string | null>(null);

/** Our own path to something of the bot, or null when the address leads elsewhere. */
export function localPath(url: string, base: string | null): string | null {
  const prefix = base?.replace(/\/$/, '');
  return prefix !== undefined && url.startsWith(`${prefix}/`)
    ? `/_sim/bot/${url.slice(prefix.length + 1)}`
    : null;
}

/** A picture of the bot's; a grey field when it lies elsewhere or cannot be loaded. */
export function Picture(props: {
  readonly url: string;
  readonly style: Style;
  readonly class: string;
  /** What a screen reader says. Default: that it is a picture. */
  readonly alt?: string;
}) {
  const alt = props.alt ?? words.picture;
  const path = localPath(props.url, useContext(PublicBase));
  const [isBroken, setBroken] = useState(false);
  if (path === null || isBroken) {
    return (
      <span class={`${props.class} no-picture`} style={props.style} role="img" aria-label={alt}>
        {words.picture}
      </span>
    );
  }
  return (
    <img
      class={props.class}
      style={props.style}
      src={path}
      alt={alt}
      onError={() => setBroken(true)}
    />
  );
}
