import { words } from '../words.js';

/** How to try it, in the order of the story. */
export function FirstHint(props: {
  readonly steps: readonly string[];
  readonly close: () => void;
}) {
  const { steps, close } = props;
  if (steps.length === 0) return null;
  return (
    <aside class="first-hint" aria-label={words.help}>
      <ol>
        {steps.map((step) => (
          <li key={step}>{step}</li>
        ))}
      </ol>
      <button type="button" onClick={close}>
        {words.close}
      </button>
    </aside>
  );
}
