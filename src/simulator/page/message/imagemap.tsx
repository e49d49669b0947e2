import type { LineAction, LineMessage } from '../../chats.js';
import { Areas } from './areas.js';
import { Picture } from './picture.js';

type Area = {
  readonly x: number;
  readonly y: number;
  readonly width: number;
  readonly height: number;
};
type Size = { readonly width: number; readonly height: number };
type MapAction = LineAction & { readonly area: Area };

/** The width that the LINE app would ask the bot for on a phone. */
const WIDTH = 700;

/** An imagemap's link is named `linkUri`; a tap on it does what any link does. */
const asAction = ({ area: _, linkUri, ...action }: MapAction): LineAction =>
  linkUri === undefined ? action : { ...action, uri: linkUri };

export function Imagemap(props: {
  readonly message: LineMessage;
  readonly tap: (action: LineAction) => void;
}) {
  const { message, tap } = props;
  const size = message.baseSize as Size;
  const actions = message.actions as readonly MapAction[];
  const shape = { width: '100%', 'aspect-ratio': `${size.width} / ${size.height}` };
  return (
    <div class="imagemap">
      <Picture
        class="cover"
        url={`${String(message.baseUrl)}/${WIDTH}`}
        style={shape}
        alt={String(message.altText)}
      />
      <Areas
        size={size}
        areas={actions.map((each) => ({ bounds: each.area, action: asAction(each) }))}
        tap={tap}
      />
    </div>
  );
}
