import type { LineAction } from '../../chats.js';
import type { RichMenuView } from '../../page-contract.js';
import { Icon } from '../icon.js';
import { Areas } from '../message/areas.js';
import { words } from '../words.js';

/** A rich menu instead of the keyboard: its picture with what can be tapped, and the bar under it. */
export function RichMenu(props: {
  readonly menu: RichMenuView;
  readonly isOpen: boolean;
  readonly setOpen: (isOpen: boolean) => void;
  readonly toKeyboard: () => void;
  readonly tap: (action: LineAction) => void;
}) {
  const { menu, isOpen, setOpen, toKeyboard, tap } = props;
  const { width, height } = menu.size;
  return (
    <div class="rich-menu">
      {isOpen && (
        <fieldset
          class="rich-picture"
          style={{ 'aspect-ratio': `${width} / ${height}` }}
          aria-label={menu.chatBarText}
        >
          <img src={menu.image} alt="" />
          <Areas size={menu.size} areas={menu.areas} tap={tap} />
        </fieldset>
      )}
      <div class="rich-bar">
        <button type="button" class="round" aria-label={words.toKeyboard} onClick={toKeyboard}>
          <Icon name="keyboard" />
        </button>
        <button type="button" aria-expanded={isOpen} onClick={() => setOpen(!isOpen)}>
          {menu.chatBarText}
        </button>
      </div>
    </div>
  );
}
