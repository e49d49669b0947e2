import type { RefObject } from 'preact';
import type { Deed } from '../../page-contract.js';
import { Icon } from '../icon.js';
import { words } from '../words.js';

/** Where one types, with the button for everything that is not text. */
export function Composer(props: {
  readonly name: string;
  readonly draft: string;
  readonly setDraft: (text: string) => void;
  readonly input: RefObject<HTMLInputElement | null>;
  readonly isTrayOpen: boolean;
  readonly trayId: string;
  readonly toggleTray: () => void;
  /** Back to the rich menu, when there is one. */
  readonly toMenu: (() => void) | null;
  /** Answers false when it could not be sent. */
  readonly perform: (deed: Deed) => Promise<boolean>;
}) {
  const { name, draft, setDraft, input, isTrayOpen, trayId, toggleTray, toMenu, perform } = props;
  const send = async (event: Event): Promise<void> => {
    event.preventDefault();
    if (draft.trim() === '') return;
    setDraft('');
    // What was typed is never lost.
    if (!(await perform({ do: 'says', text: draft }))) setDraft(draft);
  };
  return (
    <form class="composer" onSubmit={(event) => void send(event)}>
      {toMenu !== null && (
        <button type="button" class="round" aria-label={words.toMenu} onClick={toMenu}>
          <Icon name="menu" />
        </button>
      )}
      <button
        type="button"
        class="round"
        aria-label={words.more}
        aria-expanded={isTrayOpen}
        aria-controls={isTrayOpen ? trayId : undefined}
        onClick={toggleTray}
      >
        <Icon name="plus" />
      </button>
      <input
        ref={input}
        type="text"
        value={draft}
        placeholder={words.typeHere}
        aria-label={words.inputOf(name)}
        autocomplete="off"
        enterkeyhint="send"
        maxLength={5000}
        onInput={(event) => setDraft(event.currentTarget.value)}
      />
      <button
        type="submit"
        class="round send"
        aria-label={words.send}
        disabled={draft.trim() === ''}
      >
        <Icon name="send" />
      </button>
    </form>
  );
}
