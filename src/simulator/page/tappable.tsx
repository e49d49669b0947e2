import type { ComponentChildren } from 'preact';
import type { LineAction } from '../chats.js';
import type { Style } from './flex-style.js';

/** A place on a card: a button when it carries an action, else nothing one can press. */
export function Tappable(props: {
  readonly class: string;
  readonly style: Style;
  readonly action: LineAction | undefined;
  /** Its name for a screen reader, where nothing in it can be read. */
  readonly label?: unknown;
  readonly tap: (action: LineAction) => void;
  readonly children: ComponentChildren;
}) {
  const { action, label, tap, children, style } = props;
  if (action === undefined) {
    return (
      <div class={props.class} style={style}>
        {children}
      </div>
    );
  }
  return (
    <button
      type="button"
      class={`${props.class} tappable`}
      style={style}
      aria-label={typeof label === 'string' ? label : undefined}
      onClick={() => tap(action)}
    >
      {children}
    </button>
  );
}
