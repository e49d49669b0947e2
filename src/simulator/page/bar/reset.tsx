import { useEffect, useState } from 'preact/hooks';
import type { PageState } from '../../page-contract.js';
import { Modal } from '../modal.js';
import { startAnew } from '../requests.js';
import { words } from '../words.js';

export function ResetDialog({
  state,
  close,
}: {
  readonly state: PageState;
  readonly close: () => void;
}) {
  const [before] = useState(state.boot);
  const [fate, setFate] = useState<'asked' | 'working' | 'failed'>('asked');
  const reset = async (): Promise<void> => {
    setFate('working');
    if (!(await startAnew())) setFate('failed');
  };
  // Until the page knows the new people, what it shows are the old ones.
  useEffect(() => {
    if (state.boot !== before) close();
  }, [state.boot]);
  return (
    <Modal label={words.reset} close={close}>
      <h2>{words.reset}</h2>
      <p>{state.resetsBot ? words.resetAll : words.resetChats}</p>
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

/** Said once of a bot that remembers what these phones do not. */
export function GoesOn({ state }: { readonly state: PageState }) {
  const [closed, setClosed] = useState(() => localStorage.getItem('goesOn'));
  const [isResetting, setResetting] = useState(false);
  if (!state.botGoesOn || closed === state.boot) return null;
  const close = (): void => {
    localStorage.setItem('goesOn', state.boot);
    setClosed(state.boot);
  };
  return (
    <>
      <aside class="first-hint">
        <p>{words.goesOn}</p>
        {state.resetsBot && (
          <button type="button" onClick={() => setResetting(true)}>
            {words.reset}
          </button>
        )}
        <button type="button" onClick={close}>
          {words.close}
        </button>
      </aside>
      {isResetting && <ResetDialog state={state} close={() => setResetting(false)} />}
    </>
  );
}
