import type { RefObject } from 'preact';
import { useState } from 'preact/hooks';
import type { Deed } from './connection.js';
import { Icon, type IconName } from './icon.js';
import { words } from './words.js';

const EXTRAS: readonly { readonly deed: Deed; readonly icon: IconName; readonly label: string }[] =
  [
    { deed: { do: 'sticker' }, icon: 'sticker', label: words.sticker },
    { deed: { do: 'voice' }, icon: 'voice', label: words.voice },
    { deed: { do: 'photo' }, icon: 'photo', label: words.photo },
  ];

/** Where one types; beside it a menu for everything that is not text. */
export function Composer(props: {
  readonly name: string;
  readonly draft: string;
  readonly setDraft: (text: string) => void;
  readonly friend: boolean;
  readonly isGroup: boolean;
  readonly blocked: boolean;
  readonly input: RefObject<HTMLInputElement | null>;
  /** Answers false when it could not be sent. */
  readonly perform: (deed: Deed) => Promise<boolean>;
}) {
  const { name, draft, setDraft, friend, isGroup, blocked, input, perform } = props;
  const [isOpen, setOpen] = useState(false);
  const send = async (event: Event): Promise<void> => {
    event.preventDefault();
    if (draft.trim() === '') return;
    setDraft('');
    // What was typed is never lost.
    if (!(await perform({ do: 'says', text: draft }))) setDraft(draft);
  };
  const pick = (deed: Deed): void => {
    setOpen(false);
    void perform(deed);
  };
  if (!friend) {
    const notYet = isGroup ? words.notInGroup : words.notFriend;
    const enter = isGroup ? words.inviteToGroup : words.follow;
    return (
      <div class="stranger">
        <p>{blocked ? words.blocked : notYet}</p>
        <button type="button" class="follow" onClick={() => void perform({ do: 'follow' })}>
          <Icon name="friend" /> {blocked ? words.unblock : enter}
        </button>
      </div>
    );
  }
  return (
    <div class="composer">
      {isOpen && (
        <div class="extras" id={`extras-${name}`}>
          {EXTRAS.map(({ deed, icon, label }) => (
            <button type="button" key={icon} onClick={() => pick(deed)}>
              <Icon name={icon} />
              {label}
            </button>
          ))}
          <button type="button" onClick={() => pick({ do: 'unfollow' })}>
            <Icon name="block" />
            {isGroup ? words.removeFromGroup : words.block}
          </button>
        </div>
      )}
      <form onSubmit={(event) => void send(event)}>
        <button
          type="button"
          class="round"
          aria-label={words.more}
          aria-expanded={isOpen}
          onClick={() => setOpen(!isOpen)}
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
    </div>
  );
}
