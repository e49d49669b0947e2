import type { LineAction } from '../../chats.js';

/** Flex Messages as the simulator has checked them before they get here. */
export type Placed = {
  readonly flex?: number;
  readonly margin?: string;
  readonly position?: 'relative' | 'absolute';
  readonly offsetTop?: string;
  readonly offsetBottom?: string;
  readonly offsetStart?: string;
  readonly offsetEnd?: string;
};
type Lettering = {
  readonly size?: string;
  readonly color?: string;
  readonly weight?: 'regular' | 'bold';
  readonly style?: 'normal' | 'italic';
  readonly decoration?: 'none' | 'underline' | 'line-through';
};
/** `scaling`: follows the text size that the person chose; `adjustMode`: shrinks to stay on one line. */
type Fitting = { readonly adjustMode?: 'shrink-to-fit'; readonly scaling?: boolean };
type Gravity = 'top' | 'center' | 'bottom';
type Align = 'start' | 'center' | 'end';

export type FlexSpan = Lettering & { readonly type: 'span'; readonly text?: string };
export type FlexText = Placed &
  Lettering &
  Fitting & {
    readonly type: 'text';
    readonly text?: string;
    readonly contents?: readonly FlexSpan[];
    readonly align?: Align;
    readonly gravity?: Gravity;
    readonly wrap?: boolean;
    readonly maxLines?: number;
    readonly lineSpacing?: string;
    readonly action?: LineAction;
  };
export type FlexButton = Placed &
  Fitting & {
    readonly type: 'button';
    readonly action: LineAction;
    readonly style?: 'primary' | 'secondary' | 'link';
    readonly color?: string;
    readonly height?: 'sm' | 'md';
    readonly gravity?: Gravity;
  };
export type FlexImage = Placed & {
  readonly type: 'image';
  readonly url: string;
  readonly size?: string;
  readonly align?: Align;
  readonly gravity?: Gravity;
  readonly aspectRatio?: string;
  readonly aspectMode?: 'fit' | 'cover';
  readonly backgroundColor?: string;
  readonly action?: LineAction;
};
export type FlexVideo = Placed & {
  readonly type: 'video';
  readonly previewUrl: string;
  readonly aspectRatio?: string;
  readonly action?: LineAction;
};
export type FlexIcon = Placed & {
  readonly type: 'icon';
  readonly url: string;
  readonly size?: string;
  readonly aspectRatio?: string;
  readonly scaling?: boolean;
};
export type FlexSeparator = Placed & { readonly type: 'separator'; readonly color?: string };
export type FlexFiller = Placed & { readonly type: 'filler' };
export type FlexBox = Placed & {
  readonly type: 'box';
  readonly layout: 'horizontal' | 'vertical' | 'baseline';
  readonly contents: readonly FlexPart[];
  readonly spacing?: string;
  readonly backgroundColor?: string;
  readonly borderColor?: string;
  readonly borderWidth?: string;
  readonly cornerRadius?: string;
  readonly width?: string;
  readonly maxWidth?: string;
  readonly height?: string;
  readonly maxHeight?: string;
  readonly paddingAll?: string;
  readonly paddingTop?: string;
  readonly paddingBottom?: string;
  readonly paddingStart?: string;
  readonly paddingEnd?: string;
  readonly justifyContent?: string;
  readonly alignItems?: string;
  readonly action?: LineAction;
  readonly background?: {
    readonly angle: string;
    readonly startColor: string;
    readonly endColor: string;
    readonly centerColor?: string;
    readonly centerPosition?: string;
  };
};
export type FlexPart =
  | FlexBox
  | FlexText
  | FlexButton
  | FlexImage
  | FlexVideo
  | FlexIcon
  | FlexSeparator
  | FlexFiller;

export type BlockName = 'header' | 'hero' | 'body' | 'footer';
export type FlexBubble = {
  readonly type: 'bubble';
  readonly size?: string;
  readonly direction?: 'ltr' | 'rtl';
  readonly header?: FlexBox;
  readonly hero?: FlexPart;
  readonly body?: FlexBox;
  readonly footer?: FlexBox;
  readonly styles?: Partial<
    Record<
      BlockName,
      {
        readonly backgroundColor?: string;
        readonly separator?: boolean;
        readonly separatorColor?: string;
      }
    >
  >;
  readonly action?: LineAction;
};
export type FlexContainer =
  | FlexBubble
  | { readonly type: 'carousel'; readonly contents: readonly FlexBubble[] };
