import type { LineAction, LineMessage } from '../chats.js';
import { Flex } from './flex.js';
import type { FlexContainer } from './flex-types.js';
import { Picture } from './picture.js';
import { words } from './words.js';

type Template = {
  readonly title?: string;
  readonly text?: string;
  readonly actions?: readonly LineAction[];
  readonly columns?: readonly Template[];
};

function TemplateCard(props: {
  readonly template: Template;
  readonly tap: (action: LineAction) => void;
}) {
  const { template, tap } = props;
  if (template.columns !== undefined) {
    return (
      <div class="flex-carousel">
        {template.columns.map((column) => (
          <TemplateCard template={column} tap={tap} />
        ))}
      </div>
    );
  }
  return (
    <div class="flex-bubble size-deca">
      <div class="flex-box vertical block-body">
        {template.title !== undefined && <strong>{template.title}</strong>}
        <span class="wrap">{template.text}</span>
      </div>
      {template.actions?.map((action) => (
        <div class="flex-button">
          <button type="button" class="link sm" onClick={() => tap(action)}>
            {String(action.label)}
          </button>
        </div>
      ))}
    </div>
  );
}

/** One message object, a person's or the bot's. Kinds we do not draw show their words or their name. */
export function Message(props: {
  readonly message: LineMessage;
  readonly tap: (action: LineAction) => void;
}) {
  const { message, tap } = props;
  const whole = { width: '220px', 'aspect-ratio': '4 / 3' };
  switch (message.type) {
    case 'text':
    case 'textV2':
      return <div class="bubble">{String(message.text)}</div>;
    case 'flex':
      return <Flex contents={message.contents as FlexContainer} tap={tap} />;
    case 'template':
      return <TemplateCard template={message.template as Template} tap={tap} />;
    case 'image':
      return message.contentProvider === undefined ? (
        <Picture class="photo cover" url={String(message.previewImageUrl)} style={whole} />
      ) : (
        <img class="photo" src={`/_sim/content/${message.id}`} alt={words.picture} />
      );
    case 'sticker':
      return (
        <svg class="sticker" viewBox="0 0 96 96" role="img" aria-label={words.sticker}>
          <circle cx="48" cy="48" r="40" fill="#ffd95a" stroke="#5b4a12" stroke-width="3" />
          <circle cx="35" cy="40" r="5" fill="#5b4a12" />
          <circle cx="61" cy="40" r="5" fill="#5b4a12" />
          <path
            d="M28 56q20 22 40 0"
            fill="none"
            stroke="#5b4a12"
            stroke-width="5"
            stroke-linecap="round"
          />
        </svg>
      );
    case 'audio':
      return (
        <div class="bubble voice">
          <span aria-hidden="true">▶</span> {words.voice}{' '}
          {Math.round(Number(message.duration) / 1000)}″
        </div>
      );
    default:
      return <div class="bubble">{String(message.altText ?? message.title ?? message.type)}</div>;
  }
}
