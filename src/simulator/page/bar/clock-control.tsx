import { useState } from 'preact/hooks';
import { moveClock } from '../requests.js';
import { fieldOf, momentOf, words } from '../words.js';

const HOUR_MS = 60 * 60 * 1_000;
const STEPS = [
  { label: words.anHourOn, ms: HOUR_MS },
  { label: words.aDayOn, ms: 24 * HOUR_MS },
];

/** Moves the time of the trial on: an hour, a day, or to a moment. */
export function ClockControl({ now }: { readonly now: number }) {
  const [isOpen, setOpen] = useState(false);
  const [field, setField] = useState('');
  const [fate, setFate] = useState<'moving' | 'refused' | null>(null);
  const move = async (wish: Parameters<typeof moveClock>[0]): Promise<void> => {
    setFate('moving');
    const isMoved = await moveClock(wish);
    setFate(isMoved ? null : 'refused');
    if (isMoved) setOpen(false);
  };
  const open = (): void => {
    setField(fieldOf(now));
    setFate(null);
    setOpen(!isOpen);
  };
  const isMoving = fate === 'moving';
  return (
    <div class="clock">
      <button type="button" aria-expanded={isOpen} onClick={open}>
        {words.moveTime}
      </button>
      {isOpen && (
        <form
          class="clock-panel"
          aria-label={words.moveTime}
          onSubmit={(event) => {
            event.preventDefault();
            void move({ to: momentOf(field) });
          }}
        >
          {STEPS.map(({ label, ms }) => (
            <button
              type="button"
              key={label}
              disabled={isMoving}
              // By so much: the page may not have heard yet how far the last wish went.
              onClick={() => void move({ byMs: ms })}
            >
              {label}
            </button>
          ))}
          <label>
            {words.moveTo}
            <input
              type="datetime-local"
              value={field}
              onInput={(event) => setField(event.currentTarget.value)}
            />
          </label>
          <button type="submit" disabled={isMoving}>
            {words.go}
          </button>
          {fate !== null && (
            <p role={isMoving ? 'status' : 'alert'}>{isMoving ? words.moving : words.notMoved}</p>
          )}
        </form>
      )}
    </div>
  );
}
