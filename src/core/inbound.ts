import type { EventId, GroupId, UserId } from './ids.js';
import type { PhotoId, PhotoSet } from './photo.js';
import type { Instant } from './time.js';

/** A pressed button, decoded from its postback data. */
export type Tap =
  | {
      readonly kind: 'flow';
      readonly token: string;
      readonly step: string;
      readonly value: string;
    }
  | { readonly kind: 'go'; readonly action: string; readonly args: string }
  | { readonly kind: 'unreadable' };

/** What cannot be used and is answered. `linked`: a picture that lies somewhere else on the web. */
export type FileKind = 'video' | 'audio' | 'document' | 'heic' | 'place' | 'linked';

/** What LINE's event types mean to us. */
export type Inbound =
  | { readonly kind: 'joined' }
  | { readonly kind: 'left' }
  | { readonly kind: 'text'; readonly text: string }
  | { readonly kind: 'tap'; readonly tap: Tap }
  | { readonly kind: 'photo'; readonly photo: PhotoId; readonly set: PhotoSet | null }
  /** Said by the intake, not by the person: what was sent lately is stored or refused. */
  | { readonly kind: 'photos-in' }
  | { readonly kind: 'file'; readonly what: FileKind }
  | { readonly kind: 'unsent'; readonly messageId: string }
  | { readonly kind: 'other'; readonly type: string };

/** One thing one person did in the private chat, ready for a turn. */
export type Arrival = {
  readonly id: EventId;
  readonly from: UserId;
  /** LINE's own timestamp of the event: the moment that counts for deadlines. */
  readonly at: Instant;
  readonly input: Inbound;
};

/** What a group or room wants of the bot; whatever else is said there is none of its business. */
export type GroupInput =
  | { readonly kind: 'joined' }
  | { readonly kind: 'left' }
  /** Words said to the bot, without what addressed it. */
  | { readonly kind: 'asked'; readonly text: string };

/** Something that concerns the bot happened in a group. LINE does not always say who did it. */
export type GroupArrival = {
  readonly id: EventId;
  readonly group: GroupId;
  readonly from: UserId | null;
  readonly at: Instant;
  readonly input: GroupInput;
};

/** Where the answer to an arrival goes: what was said in a group is answered there and nowhere else. */
export const chatOf = (arrival: Arrival | GroupArrival): UserId | GroupId =>
  'group' in arrival ? arrival.group : arrival.from;

const version = 'v1';

/** Data of a button that belongs to one conversation. At most 300 characters (LINE). */
export const flowData = (token: string, step: string, value: string): string =>
  [version, 'flow', token, step, value].join('|');

/** Data of a button that may live for days: policy and preconditions decide when it is pressed. */
export const goData = (action: string, args = ''): string =>
  [version, 'go', action, args].join('|');

/** Reads postback data. Anyone can forge it, so nothing in it is trusted but its shape. */
export function readTap(data: string): Tap {
  const [v, kind, a = '', b = '', ...rest] = data.split('|');
  if (v === version && kind === 'flow' && rest.length > 0)
    return { kind: 'flow', token: a, step: b, value: rest.join('|') };
  if (v === version && kind === 'go' && a !== '')
    return { kind: 'go', action: a, args: [b, ...rest].join('|') };
  return { kind: 'unreadable' };
}
