import { Icon } from '../icon.js';
import { words } from '../words.js';

/** What this page cannot draw: shown by name, so that nothing is dropped in silence. */
export function Unknown({ what, says }: { readonly what: unknown; readonly says?: unknown }) {
  return (
    <div class="unknown">
      <Icon name="warn" /> {words.unknown(String(what))}
      {says !== undefined && <p>{String(says)}</p>}
    </div>
  );
}
