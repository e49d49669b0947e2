import { z } from 'zod';
import { shorten } from '../core/text.js';

/** LINE counts quick-reply labels in graphemes and refuses longer ones. */
const mostLabel = 20;

/** A button: what stands on it and what pressing it does. */
export type Press = {
  readonly label: string;
  readonly do:
    | { readonly data: string }
    | { readonly text: string }
    | { readonly uri: string }
    /** Opens the phone's camera or album; LINE has such buttons under a message only. */
    | { readonly take: 'camera' | 'album' };
};

/** LINE's action object for a press. */
export function lineAction(press: Press) {
  const label = shorten(press.label, mostLabel);
  if ('data' in press.do)
    return { type: 'postback', label, data: press.do.data, displayText: label } as const;
  if ('take' in press.do)
    return { type: press.do.take === 'camera' ? 'camera' : 'cameraRoll', label } as const;
  if ('text' in press.do) return { type: 'message', label, text: press.do.text } as const;
  return { type: 'uri', label, uri: press.do.uri } as const;
}

/** A button inside a card's data; templates place it whole as `"action": "{{name}}"`. */
export const pressData = z
  .custom<Press>((v) => typeof v === 'object' && v !== null && 'label' in v && 'do' in v)
  .transform(lineAction);
