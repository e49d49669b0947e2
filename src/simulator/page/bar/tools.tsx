import { useCallback, useRef, useState } from 'preact/hooks';
import type { PageState } from '../../page-contract.js';
import { Icon } from '../icon.js';
import { useEscape } from '../use-escape.js';
import { words } from '../words.js';
import { NewPhoneDialog } from './new-phone.js';
import { ResetDialog } from './reset.js';

export const LETTERS = ['small', 'normal', 'large', 'huge'] as const;
export type Letters = (typeof LETTERS)[number];

/** What can be done with the page itself. On a phone it folds up behind one button. */
export function Tools(props: {
  readonly state: PageState;
  readonly letters: Letters;
  readonly setLetters: (letters: Letters) => void;
  readonly wrong: number;
  readonly isInspecting: boolean;
  readonly toggleInspector: () => void;
  readonly added: (id: string) => void;
  readonly showHelp: () => void;
}) {
  const { state, letters, setLetters, wrong, isInspecting, toggleInspector, added } = props;
  const [isUnfolded, setUnfolded] = useState(false);
  const [dialog, setDialog] = useState<'phone' | 'reset' | null>(null);
  const fold = (what: () => void) => (): void => {
    setUnfolded(false);
    what();
  };
  const opener = useRef<HTMLButtonElement>(null);
  const close = useCallback(() => {
    setUnfolded(false);
    opener.current?.focus();
  }, []);
  useEscape(close, isUnfolded);
  return (
    <>
      <button
        ref={opener}
        type="button"
        class="round fold"
        aria-label={words.tools}
        aria-expanded={isUnfolded}
        onClick={() => setUnfolded(!isUnfolded)}
      >
        <Icon name="menu" />
      </button>
      <div class={isUnfolded ? 'tools unfolded' : 'tools'}>
        <label class="letters">
          <Icon name="letters" />
          <span>{words.letters}</span>
          <select
            value={letters}
            onChange={({ currentTarget }) =>
              fold(() => setLetters(currentTarget.value as Letters))()
            }
          >
            {LETTERS.map((size) => (
              <option key={size} value={size}>
                {words.letterSizes[size]}
              </option>
            ))}
          </select>
        </label>
        <button type="button" onClick={fold(() => setDialog('phone'))}>
          <Icon name="friend" /> {words.addPhone}
        </button>
        <button type="button" aria-pressed={isInspecting} onClick={fold(toggleInspector)}>
          <Icon name="code" /> {words.inspector}
          {wrong > 0 && (
            <span class="dot" role="status" aria-label={words.wrong(wrong)}>
              {wrong}
            </span>
          )}
        </button>
        <button type="button" onClick={fold(() => setDialog('reset'))}>
          <Icon name="undo" /> {words.reset}
        </button>
        <button type="button" onClick={fold(props.showHelp)}>
          <Icon name="help" /> {words.help}
        </button>
      </div>
      {dialog === 'phone' && (
        <NewPhoneDialog
          hasRoster={state.hasRoster}
          done={(id) => {
            setDialog(null);
            if (id !== null) added(id);
          }}
        />
      )}
      {dialog === 'reset' && <ResetDialog state={state} close={() => setDialog(null)} />}
    </>
  );
}
