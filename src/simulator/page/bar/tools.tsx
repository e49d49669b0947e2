import { useState } from 'preact/hooks';
import type { PageState } from '../../page-contract.js';
import { Icon } from '../icon.js';
import { Modal } from '../modal.js';
import { startAnew } from '../requests.js';
import { words } from '../words.js';
import { NewPhoneDialog } from './new-phone.js';

export const LETTERS = ['small', 'normal', 'large', 'huge'] as const;
export type Letters = (typeof LETTERS)[number];

function ResetDialog({ bot, close }: { readonly bot: boolean; readonly close: () => void }) {
  const [fate, setFate] = useState<'asked' | 'working' | 'failed'>('asked');
  const reset = async (): Promise<void> => {
    setFate('working');
    if (await startAnew()) close();
    else setFate('failed');
  };
  return (
    <Modal label={words.reset} close={close}>
      <h2>{words.reset}</h2>
      <p>{bot ? words.resetAll : words.resetChats}</p>
      {fate === 'working' && <p role="status">{words.working}</p>}
      {fate === 'failed' && <p role="alert">{words.notReset}</p>}
      <form
        onSubmit={(event) => {
          event.preventDefault();
          void reset();
        }}
      >
        <button type="button" onClick={close}>
          {words.cancel}
        </button>
        <button type="submit" class="primary" disabled={fate === 'working'}>
          {words.resetNow}
        </button>
      </form>
    </Modal>
  );
}

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
  return (
    <>
      <button
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
            onChange={(event) => setLetters(event.currentTarget.value as Letters)}
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
      {dialog === 'reset' && <ResetDialog bot={state.resetsBot} close={() => setDialog(null)} />}
    </>
  );
}
