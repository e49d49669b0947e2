import type { ComponentChildren } from 'preact';
import { words } from '../words.js';

/** Cards side by side; a finger, a wheel or the arrow keys move them. */
export function Carousel({ children }: { readonly children: ComponentChildren }) {
  return (
    // biome-ignore lint/a11y/noNoninteractiveTabindex: what scrolls must be reachable by keyboard
    <section class="carousel" tabIndex={0} aria-label={words.cards}>
      {children}
    </section>
  );
}
