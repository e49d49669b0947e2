import type { LineAction } from '../chats.js';
import {
  boxStyle,
  given,
  letterSize,
  pictureSize,
  placing,
  ratio,
  type Style,
} from './flex-style.js';
import type {
  BlockName,
  FlexBox,
  FlexBubble,
  FlexButton,
  FlexContainer,
  FlexImage,
  FlexPart,
  FlexSpan,
  FlexText,
} from './flex-types.js';
import { Picture } from './picture.js';
import { Tappable } from './tappable.js';

type Tap = (action: LineAction) => void;
type At<Part> = { readonly part: Part; readonly style: Style; readonly tap: Tap };

const lettering = (part: FlexText | FlexSpan): Style =>
  given({
    'font-size': part.size === undefined ? undefined : letterSize(part.size),
    color: part.color,
    'font-weight': part.weight === 'bold' ? '700' : undefined,
    'font-style': part.style,
    'text-decoration': part.decoration,
  });

function Text({ part, style, tap }: At<FlexText>) {
  const lines = part.maxLines ? { '-webkit-line-clamp': String(part.maxLines) } : {};
  const spacing =
    part.lineSpacing === undefined ? {} : { 'line-height': `calc(1.5em + ${part.lineSpacing})` };
  const wrap = part.wrap !== true ? 'cut' : part.maxLines ? 'wrap clamp' : 'wrap';
  const spans = part.contents?.map((span) => <span style={lettering(span)}>{span.text}</span>);
  return (
    <Tappable
      class={`flex-text gravity-${part.gravity ?? 'top'} align-${part.align ?? 'start'}`}
      style={style}
      action={part.action}
      tap={tap}
    >
      <span class={wrap} style={{ ...lettering(part), ...lines, ...spacing }}>
        {spans ?? part.text}
      </span>
    </Tappable>
  );
}

function Button({ part, style, tap }: At<FlexButton>) {
  const kind = part.style ?? 'link';
  const colour = kind === 'link' ? { color: part.color } : { 'background-color': part.color };
  return (
    <div class={`flex-button gravity-${part.gravity ?? 'top'}`} style={style}>
      <button
        type="button"
        class={`${kind} ${part.height ?? 'md'}`}
        style={given(colour)}
        onClick={() => tap(part.action)}
      >
        {String(part.action.label)}
      </button>
    </div>
  );
}

function Image({ part, style, tap }: At<FlexImage>) {
  return (
    <Tappable
      class={`flex-image gravity-${part.gravity ?? 'top'} align-${part.align ?? 'center'}`}
      style={style}
      action={part.action}
      label={part.action?.label}
      tap={tap}
    >
      <Picture
        class={part.aspectMode === 'cover' ? 'cover' : 'fit'}
        url={part.url}
        style={given({
          width: pictureSize(part.size),
          'aspect-ratio': ratio(part.aspectRatio),
          'background-color': part.backgroundColor,
        })}
      />
    </Tappable>
  );
}

function Box({ part, style, tap, block = '' }: At<FlexBox> & { readonly block?: string }) {
  return (
    <Tappable
      class={`flex-box ${part.layout} ${block}`}
      style={{ ...style, ...boxStyle(part) }}
      action={part.action}
      tap={tap}
    >
      {part.contents.map((child, index) => (
        <Part part={child} style={placing(child, part, index === 0)} tap={tap} />
      ))}
    </Tappable>
  );
}

function Part({ part, style, tap }: At<FlexPart>) {
  switch (part.type) {
    case 'box':
      return <Box part={part} style={style} tap={tap} />;
    case 'text':
      return <Text part={part} style={style} tap={tap} />;
    case 'button':
      return <Button part={part} style={style} tap={tap} />;
    case 'image':
      return <Image part={part} style={style} tap={tap} />;
    case 'video': {
      const { aspectRatio = '16:9', previewUrl } = part;
      const preview: FlexImage = {
        type: 'image',
        url: previewUrl,
        size: 'full',
        aspectRatio,
        aspectMode: 'cover',
      };
      return <Image part={preview} style={style} tap={tap} />;
    }
    case 'icon': {
      const size = letterSize(part.size);
      const shape = { height: size, 'aspect-ratio': ratio(part.aspectRatio) };
      return <Picture class="flex-icon" url={part.url} style={{ ...style, ...shape }} />;
    }
    case 'separator':
      return (
        <div
          class="flex-separator"
          style={{ ...style, ...given({ 'background-color': part.color }) }}
        />
      );
    case 'filler':
      return <div style={style} />;
  }
}

const BLOCKS: readonly BlockName[] = ['header', 'hero', 'body', 'footer'];

function Bubble({ bubble, tap }: { readonly bubble: FlexBubble; readonly tap: Tap }) {
  const present = BLOCKS.filter((name) => bubble[name] !== undefined);
  return (
    <div class={`flex-bubble size-${bubble.size ?? 'mega'}`} dir={bubble.direction ?? 'ltr'}>
      {present.map((name, index) => {
        const styles = bubble.styles?.[name];
        const part = bubble[name];
        // An action of the whole bubble works where a finger lands: on its body.
        const action = name === 'body' && bubble.action ? { action: bubble.action } : {};
        return (
          <>
            {styles?.separator === true && index > 0 && (
              <div
                class="flex-separator"
                style={given({ 'background-color': styles.separatorColor })}
              />
            )}
            <div
              class={`flex-block ${name}`}
              style={given({ 'background-color': styles?.backgroundColor })}
            >
              {part?.type === 'box' ? (
                <Box part={{ ...action, ...part }} style={{}} tap={tap} block={`block-${name}`} />
              ) : (
                part !== undefined && <Part part={part} style={{}} tap={tap} />
              )}
            </div>
          </>
        );
      })}
    </div>
  );
}

/** A Flex Message as LINE draws it, from elements only: nothing of it is read as HTML. */
export function Flex({ contents, tap }: { readonly contents: FlexContainer; readonly tap: Tap }) {
  if (contents.type === 'bubble') return <Bubble bubble={contents} tap={tap} />;
  return (
    <div class="flex-carousel">
      {contents.contents.map((bubble) => (
        <Bubble bubble={bubble} tap={tap} />
      ))}
    </div>
  );
}
