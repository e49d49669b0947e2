import { dayMs, type Instant, minuteMs } from '../core/time.js';

/** An open conversation: where it stands and what was said so far. */
export type Talk = {
  readonly flow: string;
  readonly version: number;
  readonly step: string;
  readonly draft: unknown;
  /** Ties buttons to the conversation that drew them. */
  readonly token: string;
  readonly at: Instant;
};

/** All that is remembered of somebody's conversations. */
export type Session = {
  /** The one whose question is being asked. */
  readonly current: Talk | null;
  /** Suspended by a menu word, newest last; at most one of each flow. */
  readonly waiting: readonly Talk[];
  /** Dropped by `ยกเลิก`; can be taken back for a while. */
  readonly dropped: Talk | null;
  /** Token of the conversation that ended last, so that a double tap is recognised. */
  readonly ended: string | null;
};

export const blankSession: Session = { current: null, waiting: [], dropped: null, ended: null };

const draftLifeMs = 7 * dayMs;
const restoreMs = 10 * minuteMs;

/** The session without the conversations that `keep` refuses; itself when it refuses none. */
export function keepTalks(
  session: Session,
  keep: (talk: Talk, place: 'open' | 'dropped') => boolean,
): Session {
  const { current, waiting, dropped } = session;
  const kept = {
    current: current && keep(current, 'open') ? current : null,
    waiting: waiting.filter((talk) => keep(talk, 'open')),
    dropped: dropped && keep(dropped, 'dropped') ? dropped : null,
  };
  const same =
    kept.current === current && kept.waiting.length === waiting.length && kept.dropped === dropped;
  return same ? session : { ...session, ...kept };
}

/** The session without what has become too old to go on with. */
export const freshen = (session: Session, now: Instant): Session =>
  keepTalks(
    session,
    (talk, place) => now - talk.at <= (place === 'dropped' ? restoreMs : draftLifeMs),
  );

/** Sets the current conversation aside, to be gone on with later. */
export const suspend = (session: Session): Session =>
  session.current
    ? {
        ...session,
        current: null,
        waiting: [
          ...session.waiting.filter((t) => t.flow !== session.current?.flow),
          session.current,
        ],
      }
    : session;
