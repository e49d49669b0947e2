import type { FlexBox, FlexBubble, FlexPart } from './flex-types.js';

/** Whether something in this part can be pressed by itself. */
export function isPressable(part: FlexPart): boolean {
  switch (part.type) {
    case 'button':
      return true;
    case 'box':
      return part.action !== undefined || holdsPressable(part);
    case 'text':
    case 'image':
    case 'video':
      return part.action !== undefined;
    default:
      return false;
  }
}

export const holdsPressable = (box: FlexBox): boolean => box.contents.some(isPressable);

export const partsOf = (bubble: FlexBubble): readonly FlexPart[] =>
  [bubble.header, bubble.hero, bubble.body, bubble.footer].flatMap((part) => part ?? []);

/** All that can be read in it, as a name for a screen reader. */
export function wordsOf(parts: readonly FlexPart[]): string {
  const words = parts.flatMap((part) => {
    if (part.type === 'box') return [wordsOf(part.contents)];
    if (part.type === 'button') return [String(part.action.label ?? '')];
    if (part.type !== 'text') return [];
    return [part.contents?.map(({ text }) => text ?? '').join('') ?? part.text ?? ''];
  });
  return words.filter((word) => word !== '').join(' ');
}
