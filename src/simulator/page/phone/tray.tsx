import { useState } from 'preact/hooks';
import type { Deed } from '../../page-contract.js';
import { Icon, type IconName } from '../icon.js';
import { words } from '../words.js';

type Item = { readonly icon: IconName; readonly label: string; readonly deed: Deed };

const PHOTOS: readonly Item[] = [
  { icon: 'photo', label: words.samplePhoto, deed: { do: 'photo' } },
  { icon: 'photo', label: words.samplePhotos(3), deed: { do: 'photo', count: 3 } },
];

function Choose(props: {
  readonly icon: IconName;
  readonly label: string;
  readonly accept?: string;
  readonly chosen: (files: readonly File[]) => void;
}) {
  const { icon, label, accept, chosen } = props;
  return (
    <label>
      <input
        type="file"
        multiple
        accept={accept}
        onChange={({ currentTarget }) => chosen([...(currentTarget.files ?? [])])}
      />
      <Icon name={icon} />
      {label}
    </label>
  );
}

/** Everything that can be sent beside text. `camera`: opened by a button that asks for a photo. */
export function Tray(props: {
  readonly id: string;
  readonly opening: 'all' | 'camera';
  readonly isGroup: boolean;
  readonly perform: (deed: Deed) => void;
  readonly sendFiles: (files: readonly File[], album: boolean) => void;
  readonly askPlace: () => void;
}) {
  const { id, opening, isGroup, perform, sendFiles, askPlace } = props;
  const [shown, setShown] = useState(opening);
  if (shown === 'camera') {
    return (
      <fieldset class="tray" id={id} aria-label={words.camera}>
        {PHOTOS.map(({ icon, label, deed }) => (
          <button type="button" key={label} onClick={() => perform(deed)}>
            <Icon name={icon} />
            {label}
          </button>
        ))}
        <Choose
          icon="file"
          label={words.ownPhoto}
          accept="image/*,video/*"
          chosen={(files) => sendFiles(files, true)}
        />
      </fieldset>
    );
  }
  const items: readonly Item[] = [
    { icon: 'sticker', label: words.sticker, deed: { do: 'sticker' } },
    { icon: 'voice', label: words.voice, deed: { do: 'voice' } },
    {
      icon: 'block',
      label: isGroup ? words.removeFromGroup : words.block,
      deed: { do: 'unfollow' },
    },
  ];
  return (
    <fieldset class="tray" id={id} aria-label={words.more}>
      <button type="button" onClick={() => setShown('camera')}>
        <Icon name="photo" />
        {words.photo}
      </button>
      <Choose icon="file" label={words.file} chosen={(files) => sendFiles(files, false)} />
      <button type="button" onClick={askPlace}>
        <Icon name="place" />
        {words.place}
      </button>
      {items.map(({ icon, label, deed }) => (
        <button type="button" key={icon} onClick={() => perform(deed)}>
          <Icon name={icon} />
          {label}
        </button>
      ))}
    </fieldset>
  );
}
