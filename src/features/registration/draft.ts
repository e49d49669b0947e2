import { z } from 'zod';
import type { AreaBook, AreaCode } from '../../core/area.js';
import type { CodeTry, FoundCode } from '../../core/claim-code.js';
import type { CodeId, UserId } from '../../core/ids.js';
import type { JoinRequest } from '../../core/join-request.js';
import type { Seat, SeatId } from '../../core/seat.js';
import { th } from '../../say/th/catalogue.js';
import type { PlaceHeard } from './place-heard.js';

const area = z.string().transform((s) => s as AreaCode);
const codeDraft = z.object({
  id: z.string().transform((s) => s as CodeId),
  grant: z.discriminatedUnion('kind', [
    z.object({ kind: z.literal('seat'), seat: z.string().transform((s) => s as SeatId) }),
    z.object({ kind: z.literal('office'), area }),
  ]),
});
const draftSchema = z.object({
  /** What stood behind the word; never kept in a stored draft. */
  typed: z.string(),
  consentAt: z.number().nullable(),
  /** Which text was agreed to. */
  consentVersion: z.string(),
  code: codeDraft.nullable(),
  /** An officer's own name, or that of somebody without a code. */
  name: z.string(),
  phone: z.string().nullable(),
  /** Where somebody without a code says to be a leader. */
  tambon: area.nullable(),
  options: z.array(area),
  /** The options only look like what was typed. */
  near: z.boolean(),
});
export type Draft = z.output<typeof draftSchema>;
export type StepName =
  | 'consent'
  | 'code'
  | 'confirm'
  | 'name'
  | 'phone'
  | 'tambon'
  | 'pick'
  | 'own-name'
  | 'check';

export type Facts = {
  readonly areas: AreaBook;
  /** What became of a code typed just now. */
  readonly tried: CodeTry | 'misshapen' | null;
  /** The code of the draft, if it can still be used. */
  readonly found: FoundCode | null;
  readonly seat: Seat | null;
  /** The request of this person that waits. */
  readonly waiting: JoinRequest | null;
  /** This person has sent as many requests as a day allows. */
  readonly tooMany: boolean;
  /** What was made of a tambon named just now. */
  readonly place: PlaceHeard | null;
  /** The roster of the tambon named just now, or else of the draft's. */
  readonly seats: readonly Seat[];
  /** Who is to be asked, when a request is about to be sent. */
  readonly approvers: readonly UserId[];
};

export const blankDraft = (typed: string, before: Draft | null): Draft => ({
  typed,
  consentAt: before?.consentAt ?? null,
  consentVersion: th.registration.consentVersion(),
  code: null,
  name: '',
  phone: null,
  tambon: null,
  options: [],
  near: false,
});

/** A stored draft; agreeing to an older text is not agreeing to today's. */
export function readDraft(stored: unknown): Draft {
  const draft = draftSchema.parse(stored);
  const consentVersion = th.registration.consentVersion();
  return draft.consentVersion === consentVersion
    ? draft
    : { ...draft, consentVersion, consentAt: null };
}
