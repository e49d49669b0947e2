import type { RoundId, UserId } from './ids.js';
import type { Form } from './round.js';
import type { SeatId } from './seat.js';
import { type Instant, secondMs } from './time.js';

declare const brand: unique symbol;
/** LINE's id of the message that a picture came as. */
export type PhotoId = string & { readonly [brand]: 'PhotoId' };

/** Reads LINE's message id; null when it is not one. It also names files, so nothing else may pass. */
export const parsePhotoId = (text: string): PhotoId | null =>
  /^\d{1,32}$/.test(text) ? (text as PhotoId) : null;

/** Pictures chosen together come as messages of their own, in any order; older phones say no numbers. */
export type PhotoSet = {
  readonly id: string;
  /** From 1. */
  readonly index: number | null;
  readonly total: number | null;
};

/**
 * Why a picture is not kept. `gone`: LINE has it no longer. `too-large`: in bytes or pixels. `heic` and
 * `unreadable`: no picture that can be opened. `too-many`: the report is full. `no-round`: none takes
 * reports. `unreachable`: LINE could not be asked for it in time.
 */
export type PhotoRefusal =
  | 'gone'
  | 'too-large'
  | 'heic'
  | 'unreadable'
  | 'too-many'
  | 'no-round'
  | 'unreachable';

/** Addresses under which a phone may fetch a picture for a while. */
export type PhotoLinks = { readonly small: string; readonly full: string };

/** A picture of a seat. It belongs to the report of a round, not to one version of it (ADR 11). */
export type SeatPhoto = {
  readonly id: PhotoId;
  readonly by: UserId;
  /** Null: its sender was not asked yet, or has not said, what it shows. */
  readonly round: RoundId | null;
  readonly sentAt: Instant;
  readonly state: 'wanted' | 'stored' | 'refused';
  readonly refusal: PhotoRefusal | null;
  /** Whether its sender knows what became of it. */
  readonly told: boolean;
  /** Null where this server has no public address, and until the picture is stored. */
  readonly links: PhotoLinks | null;
};

export type PhotoWrite =
  /** To be downloaded; with a `refusal` only to be answered. */
  | {
      readonly kind: 'photo.want';
      readonly photo: PhotoId;
      readonly user: UserId;
      readonly seat: SeatId;
      readonly round: RoundId | null;
      readonly set: PhotoSet | null;
      readonly refusal: PhotoRefusal | null;
      readonly at: Instant;
    }
  /** Precondition: each of them belongs to no round yet. */
  | {
      readonly kind: 'photo.attach';
      readonly photos: readonly PhotoId[];
      readonly round: RoundId;
    }
  | { readonly kind: 'photo.told'; readonly photos: readonly PhotoId[] }
  /** Its sender unsent it, also while it is being downloaded. */
  | { readonly kind: 'photo.unsend'; readonly photo: PhotoId; readonly user: UserId };

/**
 * Whoever sent a picture is answered within this, while the reply is still free (a token lives a minute);
 * what is not stored by then is said to be on its way.
 */
export const answeredWithinMs = 40 * secondMs;

/** Pictures of one report, or of one person who has not said what they show. */
export const mostPhotos = 20;

/** The pictures of a round that are kept or on their way. */
export const photosOf = (
  photos: readonly SeatPhoto[],
  round: RoundId | null,
): readonly SeatPhoto[] => photos.filter((p) => p.round === round && p.state !== 'refused');

/** Whether the form asks for a picture that is not there (metrics.md, Content completeness). */
export const lacksPhoto = (
  form: Form,
  content: { readonly kind: 'figures' | 'nothing' },
  photos: number,
): boolean => form.photos === 'required' && content.kind === 'figures' && photos === 0;
