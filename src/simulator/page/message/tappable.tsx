import type { ComponentChildren } from 'preact';
import type { LineAction } from '../../chats.js';
import type { Style } from '../flex/flex-style.js';
import { words } from '../words.js';

/**
 * A place on a card: a button when it carries an action, else nothing one can press. A place that holds
 * buttons of its own gets its button behind them, because a button may not stand in a button.
 */
export function Tappable(props: {
  readonly class: string;
  readonly style: Style;
  readonly action: LineAction | undefined;
  /** Its name for a screen reader, where nothing in it can be read. */
  readonly label?: unknown;
  readonly holdsButtons?: boolean;
  readonly dir?: 'ltr' | 'rtl';
  readonly tap: (action: LineAction) => void;
  readonly children: ComponentChildren;
}) {
  const { action, label, holdsButtons, tap, children, style, dir } = props;
  if (action === undefined) {
    return (
      <div class={props.class} style={style} dir={dir}>
        {children}
      </div>
    );
  }
  const name = typeof label === 'string' && label !== '' ? label : undefined;
  const press = (): void => tap(action);
  if (holdsButtons === true) {
    return (
      <div class={`${props.class} holds-buttons`} style={style} dir={dir}>
        <button
          type="button"
          class="behind"
          aria-label={name ?? words.tapped(String(action.label ?? action.type))}
          onClick={press}
        />
        {children}
      </div>
    );
  }
  return (
    <button
      type="button"
      class={`${props.class} tappable`}
      style={style}
      dir={dir}
      aria-label={name}
      onClick={press}
    >
      {children}
    </button>
  );
}
