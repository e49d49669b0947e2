import { useEffect, useState } from 'preact/hooks';
import type { NewPhone, RosterPerson } from '../../page-contract.js';
import { Modal } from '../modal.js';
import { addPhone, findInRoster } from '../requests.js';
import { words } from '../words.js';

/** Gives another person a phone: somebody of the bot's roster, or a stranger. */
export function NewPhoneDialog(props: {
  readonly hasRoster: boolean;
  /** The id of the new phone; null when nobody came. */
  readonly done: (id: string | null) => void;
}) {
  const { hasRoster, done } = props;
  const [wanted, setWanted] = useState('');
  const [name, setName] = useState('');
  const [found, setFound] = useState<readonly RosterPerson[] | null>([]);
  const [failed, setFailed] = useState(false);
  useEffect(() => {
    if (!hasRoster) return;
    let isOld = false;
    void findInRoster(wanted).then((people) => {
      if (!isOld) setFound(people);
    });
    return () => {
      isOld = true;
    };
  }, [hasRoster, wanted]);
  const add = async (phone: NewPhone): Promise<void> => {
    const id = await addPhone(phone);
    setFailed(id === null);
    if (id !== null) done(id);
  };
  return (
    <Modal label={words.addPhone} close={() => done(null)}>
      <h2>{words.addPhone}</h2>
      {hasRoster && (
        <>
          <label>
            {words.findPerson}
            <input
              type="search"
              value={wanted}
              onInput={(event) => setWanted(event.currentTarget.value)}
            />
          </label>
          <ul class="found" aria-live="polite">
            {found?.map((person) => (
              <li key={person.id}>
                <button type="button" onClick={() => void add({ rosterId: person.id })}>
                  <b>{person.name}</b> {person.role}
                  <small>{person.about}</small>
                </button>
              </li>
            ))}
            {found?.length === 0 && <li>{words.nobodyFound}</li>}
          </ul>
        </>
      )}
      <form
        onSubmit={(event) => {
          event.preventDefault();
          void add({ name: name.trim() });
        }}
      >
        <label>
          {words.stranger}
          <input
            value={name}
            maxLength={20}
            required
            onInput={(event) => setName(event.currentTarget.value)}
          />
        </label>
        {(failed || found === null) && <p role="alert">{words.notSent}</p>}
        <button type="button" onClick={() => done(null)}>
          {words.close}
        </button>
        <button type="submit" class="primary" disabled={name.trim() === ''}>
          {words.addStranger}
        </button>
      </form>
    </Modal>
  );
}
