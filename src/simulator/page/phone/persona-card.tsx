import type { PageState } from '../../page-contract.js';
import { words } from '../words.js';

export function Unread({ count }: { readonly count: number }) {
  if (count === 0) return null;
  return (
    <span class="dot" role="status" aria-label={words.unread(count)}>
      {count}
    </span>
  );
}

/** Who owns the phone, and words that this person might type. */
export function PersonaCard(props: {
  readonly persona: PageState['personas'][number];
  readonly unread: number;
  readonly write: (text: string) => void;
}) {
  const { persona, unread, write } = props;
  return (
    <header class="persona">
      <h2>
        <span class={`role role-${persona.id}`}>{persona.role}</span> {persona.name}
        <Unread count={unread} />
      </h2>
      <p>{persona.about}</p>
      {persona.hints.length > 0 && (
        <fieldset class="hints" aria-label={words.hints}>
          {persona.hints.map((hint) => (
            <button
              type="button"
              key={hint.label}
              disabled={!persona.friend}
              onClick={() => write(hint.text)}
            >
              {hint.label !== hint.text && `${hint.label} `}
              <b>{hint.text}</b>
            </button>
          ))}
        </fieldset>
      )}
    </header>
  );
}
