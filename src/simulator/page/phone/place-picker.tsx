import type { Deed } from '../../page-contract.js';
import { Modal } from '../modal.js';
import { words } from '../words.js';

/** Where the phone says it is: in the middle of Roi Et, until something else is typed. */
const HERE = { latitude: 15.6497, longitude: 103.5893 };

/** Asks which place to send. */
export function PlacePicker({ done }: { readonly done: (deed: Deed | null) => void }) {
  const submit = (event: SubmitEvent): void => {
    event.preventDefault();
    const form = new FormData(event.currentTarget as HTMLFormElement);
    const title = String(form.get('title') ?? '').trim();
    done({
      do: 'location',
      ...(title === '' ? {} : { title }),
      latitude: Number(form.get('latitude')),
      longitude: Number(form.get('longitude')),
    });
  };
  return (
    <Modal label={words.sendPlace} close={() => done(null)}>
      <form onSubmit={submit}>
        <label>
          {words.placeName}
          <input name="title" maxLength={100} defaultValue={words.placeSample} />
        </label>
        <label>
          {words.latitude}
          <input
            name="latitude"
            type="number"
            step="any"
            min={-90}
            max={90}
            defaultValue={String(HERE.latitude)}
            required
          />
        </label>
        <label>
          {words.longitude}
          <input
            name="longitude"
            type="number"
            step="any"
            min={-180}
            max={180}
            defaultValue={String(HERE.longitude)}
            required
          />
        </label>
        <button type="button" onClick={() => done(null)}>
          {words.cancel}
        </button>
        <button type="submit" class="primary">
          {words.send}
        </button>
      </form>
    </Modal>
  );
}
