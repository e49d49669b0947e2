import type { FlexBox, FlexPart } from './flex-types.js';

export type Style = Record<string, string>;

/** LINE's keywords in pixels, as the LINE app draws them. */
const STEPS: Readonly<Record<string, string>> = {
  none: '0px',
  xs: '2px',
  sm: '4px',
  md: '8px',
  lg: '12px',
  xl: '16px',
  xxl: '20px',
};
const BORDERS: Readonly<Record<string, string>> = {
  none: '0px',
  light: '0.5px',
  normal: '1px',
  medium: '2px',
  'semi-bold': '3px',
  bold: '4px',
};
const LETTERS: Readonly<Record<string, string>> = {
  xxs: '11px',
  xs: '13px',
  sm: '14px',
  md: '16px',
  lg: '19px',
  xl: '22px',
  xxl: '29px',
  '3xl': '35px',
  '4xl': '48px',
  '5xl': '74px',
};
const PICTURES: Readonly<Record<string, string>> = {
  xxs: '40px',
  xs: '60px',
  sm: '80px',
  md: '100px',
  lg: '120px',
  xl: '140px',
  xxl: '160px',
  '3xl': '180px',
  '4xl': '200px',
  '5xl': '220px',
  full: '100%',
};

export const step = (value: string): string => STEPS[value] ?? value;
/** `scaling` letters follow the text size chosen on the phone. */
export const letterSize = (value = 'md', scaling = false): string => {
  const size = LETTERS[value] ?? value;
  return scaling ? `calc(${size} * var(--letters))` : size;
};
export const pictureSize = (value = 'md'): string => PICTURES[value] ?? value;
export const ratio = (value = '1:1'): string => value.replace(':', ' / ');

/** The entries that have a value, so that CSS keeps its own default for the rest. */
export function given(style: Readonly<Record<string, string | undefined>>): Style {
  return Object.fromEntries(
    Object.entries(style).flatMap(([name, value]) => (value === undefined ? [] : [[name, value]])),
  );
}
const stepIf = (value: string | undefined): string | undefined =>
  value === undefined ? undefined : step(value);

/** How a part takes its share: by default 1 across a row, its own height down a column. */
function share(part: FlexPart, layout: FlexBox['layout']): string {
  if (part.type === 'separator' || part.type === 'icon') return 'none';
  const fixed = part.type === 'box' && part.width !== undefined;
  const row = layout !== 'vertical';
  const flex = part.flex ?? (part.type === 'filler' || (row && !fixed) ? 1 : 0);
  if (flex === 0) return row ? '0 1 auto' : 'none';
  return row ? `${flex} 1 0px` : `${flex} 0 auto`;
}

/** Where a part stands in its box. Its own margin replaces the box's spacing; the first has neither. */
export function placing(part: FlexPart, box: FlexBox, isFirst: boolean): Style {
  const offsets = given({
    top: stepIf(part.offsetTop),
    bottom: stepIf(part.offsetBottom),
    'inset-inline-start': stepIf(part.offsetStart),
    'inset-inline-end': stepIf(part.offsetEnd),
  });
  if (part.position === 'absolute') return { position: 'absolute', ...offsets };
  const gap = part.margin ?? box.spacing;
  const before = box.layout === 'vertical' ? 'margin-top' : 'margin-inline-start';
  return {
    flex: share(part, box.layout),
    position: 'relative',
    ...offsets,
    ...(isFirst || gap === undefined ? {} : { [before]: step(gap) }),
  };
}

/**
 * Whether what stands in the box is cut at its edge. Letters never are where it can be helped: marks
 * stand high above Thai consonants.
 */
const cuts = ({ contents, cornerRadius, height, maxHeight }: FlexBox): boolean =>
  height !== undefined ||
  maxHeight !== undefined ||
  (cornerRadius !== undefined && contents.some(({ type }) => type === 'image' || type === 'box'));

export function boxStyle(box: FlexBox): Style {
  const { background } = box;
  const centre =
    background?.centerColor === undefined
      ? ''
      : `${background.centerColor} ${background.centerPosition ?? '50%'}, `;
  return given({
    'flex-direction': box.layout === 'vertical' ? 'column' : 'row',
    'align-items': box.layout === 'baseline' ? 'baseline' : box.alignItems,
    'justify-content': box.justifyContent,
    'background-color': box.backgroundColor,
    'background-image':
      background === undefined
        ? undefined
        : `linear-gradient(${background.angle}, ${background.startColor}, ${centre}${background.endColor})`,
    'border-color': box.borderColor,
    'border-width': box.borderWidth && (BORDERS[box.borderWidth] ?? box.borderWidth),
    'border-radius': stepIf(box.cornerRadius),
    overflow: cuts(box) ? 'hidden' : undefined,
    width: box.width,
    'max-width': box.maxWidth,
    height: box.height,
    'max-height': box.maxHeight,
    padding: stepIf(box.paddingAll),
    'padding-top': stepIf(box.paddingTop),
    'padding-bottom': stepIf(box.paddingBottom),
    'padding-inline-start': stepIf(box.paddingStart),
    'padding-inline-end': stepIf(box.paddingEnd),
  });
}
