import { useRef } from 'preact/hooks';
import type { LineAction } from '../../chats.js';
import { Modal } from '../modal.js';
import { words } from '../words.js';

/** LINE's date picker: asks for a wall-clock date or time and answers with it. */
export function Picker(props: {
  readonly action: LineAction;
  readonly done: (params: Readonly<Record<string, string>> | null) => void;
}) {
  const { action, done } = props;
  const input = useRef<HTMLInputElement>(null);
  const mode = String(action.mode);
  // LINE allows a small t between date and time; an input does not.
  const moment = (name: string): string => String(action[name] ?? '').replace('t', 'T');
  const submit = (event: Event): void => {
    event.preventDefault();
    const value = input.current?.value ?? '';
    if (value !== '') done({ [mode]: value });
  };
  return (
    <Modal label={words.pickWhen} close={() => done(null)}>
      <form onSubmit={submit}>
        <label>
          {words.pickWhen}
          <input
            ref={input}
            type={mode === 'time' ? 'time' : mode === 'datetime' ? 'datetime-local' : 'date'}
            defaultValue={moment('initial')}
            min={moment('min')}
            max={moment('max')}
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
    </Modal>
  );
}
