import type { LineAction } from '../../chats.js';
import { Carousel } from '../flex/carousel.js';
import { given } from '../flex/flex-style.js';
import { Picture } from './picture.js';
import { Tappable } from './tappable.js';
import { Unknown } from './unknown.js';

type Tap = (action: LineAction) => void;
type Column = {
  readonly thumbnailImageUrl?: string;
  readonly imageBackgroundColor?: string;
  readonly title?: string;
  readonly text: string;
  readonly defaultAction?: LineAction;
  readonly actions: readonly LineAction[];
};
type Look = {
  readonly imageAspectRatio?: 'rectangle' | 'square';
  readonly imageSize?: 'cover' | 'contain';
};
type ImageColumn = { readonly imageUrl: string; readonly action: LineAction };
export type Template =
  | ({ readonly type: 'buttons' } & Column & Look)
  | ({ readonly type: 'carousel'; readonly columns: readonly Column[] } & Look)
  | { readonly type: 'confirm'; readonly text: string; readonly actions: readonly LineAction[] }
  | { readonly type: 'image_carousel'; readonly columns: readonly ImageColumn[] };

function Actions({ actions, tap }: { readonly actions: readonly LineAction[]; readonly tap: Tap }) {
  return (
    <div class="template-actions">
      {actions.map((action) => (
        <button type="button" onClick={() => tap(action)}>
          {String(action.label ?? '')}
        </button>
      ))}
    </div>
  );
}

function Card(props: { readonly column: Column; readonly look: Look; readonly tap: Tap }) {
  const { column, look, tap } = props;
  const { thumbnailImageUrl: url, title, text, defaultAction, actions } = column;
  return (
    <div class="template">
      <Tappable class="template-head" style={{}} action={defaultAction} tap={tap}>
        {url !== undefined && (
          <Picture
            class={look.imageSize === 'contain' ? 'fit' : 'cover'}
            url={url}
            style={given({
              width: '100%',
              'aspect-ratio': look.imageAspectRatio === 'square' ? '1 / 1' : '1.51 / 1',
              'background-color': column.imageBackgroundColor,
            })}
          />
        )}
        <span class="template-words">
          {title !== undefined && <strong>{title}</strong>}
          <span>{text}</span>
        </span>
      </Tappable>
      <Actions actions={actions} tap={tap} />
    </div>
  );
}

/** A template message: LINE's ready-made cards. */
export function TemplateCard({
  template,
  tap,
}: {
  readonly template: Template;
  readonly tap: Tap;
}) {
  switch (template.type) {
    case 'buttons':
      return <Card column={template} look={template} tap={tap} />;
    case 'confirm':
      return (
        <div class="template confirm">
          <span class="template-words">{template.text}</span>
          <Actions actions={template.actions} tap={tap} />
        </div>
      );
    case 'carousel':
      return (
        <Carousel>
          {template.columns.map((column) => (
            <Card column={column} look={template} tap={tap} />
          ))}
        </Carousel>
      );
    case 'image_carousel':
      return (
        <Carousel>
          {template.columns.map(({ imageUrl, action }) => (
            <button type="button" class="template-image" onClick={() => tap(action)}>
              <Picture
                class="cover"
                url={imageUrl}
                style={{ width: '100%', 'aspect-ratio': '1' }}
              />
              <span>{String(action.label ?? '')}</span>
            </button>
          ))}
        </Carousel>
      );
    default:
      return <Unknown what={(template satisfies never as { readonly type: unknown }).type} />;
  }
}
