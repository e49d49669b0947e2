import { useState } from 'preact/hooks';
import { words } from '../words.js';

/** How to try it, in the order of the story: all steps at once, or on a phone one after the other. */
export function FirstHint(props: {
  readonly steps: readonly string[];
  readonly close: () => void;
}) {
  const { steps, close } = props;
  const [now, setNow] = useState(0);
  if (steps.length === 0) return null;
  const isLast = now === steps.length - 1;
  return (
    <aside class="first-hint" aria-label={words.help}>
      <ol>
        {steps.map((step, index) => (
          <li key={step} class={index === now ? 'now' : undefined}>
            {step}
          </li>
        ))}
      </ol>
      {!isLast && (
        <button type="button" class="next" onClick={() => setNow(now + 1)}>
          {words.next}
        </button>
      )}
      <button type="button" class={isLast ? undefined : 'close'} onClick={close}>
        {words.close}
      </button>
    </aside>
  );
}
