import { useRef } from 'preact/hooks';
import type { LineAction } from '../../chats.js';
import { Icon } from '../icon.js';
import { Picture } from '../message/picture.js';
import { Tappable } from '../message/tappable.js';
import { Unknown } from '../message/unknown.js';
import { holdsPressable, wordsOf } from './flex-read.js';
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
  FlexBox,
  FlexButton,
  FlexIcon,
  FlexImage,
  FlexPart,
  FlexSpan,
  FlexText,
  FlexVideo,
} from './flex-types.js';
import { useShrink } from './shrink.js';

export type Tap = (action: LineAction) => void;
type At<Part> = { readonly part: Part; readonly style: Style; readonly tap: Tap };

const lettering = (part: FlexText | FlexSpan, scaling: boolean): Style =>
  given({
    // Without a size of its own a span keeps its text's.
    'font-size':
      part.type === 'text' || part.size !== undefined ? letterSize(part.size, scaling) : undefined,
    color: part.color,
    'font-weight': part.weight && (part.weight === 'bold' ? '700' : '400'),
    'font-style': part.style,
    'text-decoration': part.decoration,
  });

function Text({ part, style, tap }: At<FlexText>) {
  const line = useRef<HTMLSpanElement>(null);
  const shrinks = part.adjustMode === 'shrink-to-fit' && part.wrap !== true;
  useShrink(line, shrinks);
  const scaling = part.scaling === true;
  const lines = part.maxLines ? { '-webkit-line-clamp': String(part.maxLines) } : {};
  const spacing =
    part.lineSpacing === undefined ? {} : { 'line-height': `calc(1.5em + ${part.lineSpacing})` };
  const wrap = part.wrap !== true ? 'cut' : part.maxLines ? 'wrap clamp' : 'wrap';
  const spans = part.contents?.map((span) =>
    span.type === 'span' ? (
      <bdi style={lettering(span, scaling)}>{span.text}</bdi>
    ) : (
      <Unknown what={(span as { readonly type: unknown }).type} />
    ),
  );
  return (
    <Tappable
      class={`flex-text gravity-${part.gravity ?? 'top'} align-${part.align ?? 'start'}`}
      style={style}
      action={part.action}
      tap={tap}
    >
      <span ref={line} class={wrap} style={{ ...lettering(part, scaling), ...lines, ...spacing }}>
        {spans ?? part.text}
      </span>
    </Tappable>
  );
}

function Button({ part, style, tap }: At<FlexButton>) {
  const label = useRef<HTMLSpanElement>(null);
  useShrink(label, part.adjustMode === 'shrink-to-fit');
  const kind = part.style ?? 'link';
  const colour = kind === 'link' ? { color: part.color } : { 'background-color': part.color };
  return (
    <div class={`flex-button gravity-${part.gravity ?? 'top'}`} style={style}>
      <button
        type="button"
        class={`${kind} ${part.height ?? 'md'}`}
        style={given({ ...colour, 'font-size': letterSize('md', part.scaling === true) })}
        onClick={() => tap(part.action)}
      >
        <span ref={label} class="cut">
          {String(part.action.label ?? '')}
        </span>
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

/** The picture before a video is played, and the link that LINE shows after it. */
function Video({ part, style, tap }: At<FlexVideo>) {
  const { action, aspectRatio = '16:9', previewUrl } = part;
  return (
    <div class="flex-video" style={style}>
      <Picture
        class="cover"
        url={previewUrl}
        style={{ width: '100%', 'aspect-ratio': ratio(aspectRatio) }}
      />
      <Icon name="play" />
      {action !== undefined && (
        <button type="button" onClick={() => tap(action)}>
          {String(action.label ?? '')}
        </button>
      )}
    </div>
  );
}

function InlineIcon({ part, style }: { readonly part: FlexIcon; readonly style: Style }) {
  const height = letterSize(part.size, part.scaling === true);
  const shape = { height, 'aspect-ratio': ratio(part.aspectRatio) };
  return <Picture class="flex-icon" url={part.url} style={{ ...style, ...shape }} />;
}

export function Box({ part, style, tap, block = '' }: At<FlexBox> & { readonly block?: string }) {
  return (
    <Tappable
      class={`flex-box ${part.layout} ${block}`}
      style={{ ...style, ...boxStyle(part) }}
      action={part.action}
      label={part.action === undefined ? undefined : wordsOf(part.contents)}
      holdsButtons={part.action !== undefined && holdsPressable(part)}
      tap={tap}
    >
      {part.contents.map((child, index) => (
        <Part part={child} style={placing(child, part, index === 0)} tap={tap} />
      ))}
    </Tappable>
  );
}

/** One component of a Flex Message, and all that is in it. */
export function Part({ part, style, tap }: At<FlexPart>) {
  switch (part.type) {
    case 'box':
      return <Box part={part} style={style} tap={tap} />;
    case 'text':
      return <Text part={part} style={style} tap={tap} />;
    case 'button':
      return <Button part={part} style={style} tap={tap} />;
    case 'image':
      return <Image part={part} style={style} tap={tap} />;
    case 'video':
      return <Video part={part} style={style} tap={tap} />;
    case 'icon':
      return <InlineIcon part={part} style={style} />;
    case 'separator':
      return (
        <div
          class="flex-separator"
          style={{ ...style, ...given({ 'background-color': part.color }) }}
        />
      );
    case 'filler':
      return <div style={style} />;
    default:
      return <Unknown what={(part satisfies never as { readonly type: unknown }).type} />;
  }
}
