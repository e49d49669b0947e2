import { useEffect, useRef } from 'preact/hooks';
import type { LineAction } from '../chats.js';
import { words } from './words.js';

/** LINE's date picker: asks for a wall-clock date or time and answers with it. */
export function Picker(props: {
  readonly action: LineAction;
  readonly done: (params: Readonly<Record<string, string>> | null) => void;
}) {
  const { action, done } = props;
  const dialog = useRef<HTMLDialogElement>(null);
  const input = useRef<HTMLInputElement>(null);
  const mode = String(action.mode);
  useEffect(() => dialog.current?.showModal(), []);
  const submit = (event: Event): void => {
    event.preventDefault();
    const value = input.current?.value ?? '';
    if (value !== '') done({ [mode]: value });
  };
  return (
    <dialog ref={dialog} class="picker" onCancel={() => done(null)} aria-label={words.pickWhen}>
      <form onSubmit={submit}>
        <label>
          {words.pickWhen}
          <input
            ref={input}
            type={mode === 'time' ? 'time' : mode === 'datetime' ? 'datetime-local' : 'date'}
            value={String(action.initial ?? '')}
            min={String(action.min ?? '')}
            max={String(action.max ?? '')}
            required
          />
        </label>
        <button type="button" onClick={() => done(null)}>
          {words.cancel}
        </button>
        <button type="submit" class="primary">
          {words.ok}
        </button>
      </form>
    </dialog>
  );
}
