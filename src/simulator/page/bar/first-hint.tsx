import { words } from '../words.js';

/** How to try it, in the order of the story. */
export function FirstHint({ close }: { readonly close: () => void }) {
  return (
    <aside class="first-hint" aria-label={words.help}>
      <ol>
        {words.steps.map((step) => (
          <li key={step}>{step}</li>
        ))}
      </ol>
      <button type="button" onClick={close}>
        {words.close}
      </button>
    </aside>
  );
}
