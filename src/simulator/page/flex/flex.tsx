import { Tappable } from '../message/tappable.js';
import { Unknown } from '../message/unknown.js';
import { Carousel } from './carousel.js';
import { Box, Part, type Tap } from './flex-parts.js';
import { isPressable, partsOf, wordsOf } from './flex-read.js';
import { given } from './flex-style.js';
import type { BlockName, FlexBubble, FlexContainer } from './flex-types.js';

const BLOCKS: readonly BlockName[] = ['header', 'hero', 'body', 'footer'];

function Bubble({ bubble, tap }: { readonly bubble: FlexBubble; readonly tap: Tap }) {
  const present = BLOCKS.filter((name) => bubble[name] !== undefined);
  const parts = partsOf(bubble);
  return (
    <Tappable
      class={`flex-bubble size-${bubble.size ?? 'mega'}`}
      style={{}}
      dir={bubble.direction ?? 'ltr'}
      action={bubble.action}
      label={bubble.action === undefined ? undefined : wordsOf(parts)}
      holdsButtons={parts.some(isPressable)}
      tap={tap}
    >
      {present.map((name, index) => {
        const styles = bubble.styles?.[name];
        const part = bubble[name];
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
                <Box part={part} style={{}} tap={tap} block={`block-${name}`} />
              ) : (
                part !== undefined && <Part part={part} style={{}} tap={tap} />
              )}
            </div>
          </>
        );
      })}
    </Tappable>
  );
}

/** A Flex Message as LINE draws it, from elements only: nothing of it is read as HTML. */
export function Flex({ contents, tap }: { readonly contents: FlexContainer; readonly tap: Tap }) {
  switch (contents.type) {
    case 'bubble':
      return <Bubble bubble={contents} tap={tap} />;
    case 'carousel':
      return (
        <Carousel>
          {contents.contents.map((bubble) => (
            <Bubble bubble={bubble} tap={tap} />
          ))}
        </Carousel>
      );
    default:
      return <Unknown what={(contents satisfies never as { readonly type: unknown }).type} />;
  }
}
