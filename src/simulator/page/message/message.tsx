import type { LineAction, LineMessage } from '../../chats.js';
import { Flex } from '../flex/flex.js';
import type { FlexContainer } from '../flex/flex-types.js';
import { Icon } from '../icon.js';
import { sizeOf, words } from '../words.js';
import { Imagemap } from './imagemap.js';
import { Picture } from './picture.js';
import { Sticker } from './sticker.js';
import { type Template, TemplateCard } from './template.js';
import { type SaidText, Text } from './text.js';
import { Unknown } from './unknown.js';

/** What lies at LINE because a person sent it has no address of the bot's. */
const isOwnFile = (message: LineMessage): boolean => message.originalContentUrl === undefined;

function Photo({ message }: { readonly message: LineMessage }) {
  const whole = { width: '220px', 'aspect-ratio': '4 / 3' };
  return isOwnFile(message) ? (
    <img class="photo" src={`/_sim/content/${message.id}`} alt={words.picture} />
  ) : (
    <Picture class="photo cover" url={String(message.previewImageUrl)} style={whole} />
  );
}

function Video({ message }: { readonly message: LineMessage }) {
  const whole = { width: '220px', 'aspect-ratio': '16 / 9' };
  return (
    <div class="flex-video photo">
      {isOwnFile(message) ? (
        <div class="no-picture" style={whole}>
          {words.video}
        </div>
      ) : (
        <Picture class="cover" url={String(message.previewImageUrl)} style={whole} />
      )}
      <Icon name="play" />
    </div>
  );
}

function Sound({ message }: { readonly message: LineMessage }) {
  const seconds = Math.round(Number(message.duration ?? 0) / 1000);
  return (
    <div class="bubble attached">
      <Icon name="play" /> {words.voice} {words.seconds(seconds)}
    </div>
  );
}

function Place({ message }: { readonly message: LineMessage }) {
  const { title, address, latitude, longitude } = message;
  return (
    <div class="place">
      <div class="map" aria-hidden="true">
        <Icon name="place" />
      </div>
      <strong>{String(title ?? words.place)}</strong>
      {address !== undefined && <span>{String(address)}</span>}
      <small>
        {String(latitude)}, {String(longitude)}
      </small>
    </div>
  );
}

function File({ message }: { readonly message: LineMessage }) {
  return (
    <div class="bubble attached">
      <Icon name="file" />
      <span>
        <bdi>{String(message.fileName)}</bdi> <small>{sizeOf(Number(message.fileSize))}</small>
      </span>
    </div>
  );
}

/** One message object, a person's or the bot's. A kind we do not know is shown by name. */
export function Message(props: {
  readonly message: LineMessage;
  readonly tap: (action: LineAction) => void;
}) {
  const { message, tap } = props;
  switch (message.type) {
    case 'text':
    case 'textV2':
      return <Text message={message as SaidText} />;
    case 'flex':
      return <Flex contents={message.contents as FlexContainer} tap={tap} />;
    case 'template':
      return <TemplateCard template={message.template as Template} tap={tap} />;
    case 'imagemap':
      return <Imagemap message={message} tap={tap} />;
    case 'image':
      return <Photo message={message} />;
    case 'video':
      return <Video message={message} />;
    case 'audio':
      return <Sound message={message} />;
    case 'location':
      return <Place message={message} />;
    case 'file':
      return <File message={message} />;
    case 'sticker':
      return <Sticker message={message} />;
    default:
      return <Unknown what={message.type} says={message.altText ?? message.text} />;
  }
}

/** Cards are as wide as they are: the time stands under them on a narrow phone. */
export const isWide = ({ type }: LineMessage): boolean =>
  ['flex', 'template', 'imagemap'].includes(type);
