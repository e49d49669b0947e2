import { randomBytes } from 'node:crypto';
import { setTimeout as wait } from 'node:timers/promises';
import { runGroupTurn } from './bot/group-turn.js';
import type { FeaturePorts, TurnPorts } from './bot/ports.js';
import { runTurn, trouble } from './bot/turn.js';
import type { UserId } from './core/ids.js';
import { hourMs, secondMs } from './core/time.js';
import type { Clock } from './infra/clock.js';
import type { LineApi } from './infra/line/client.js';
import { readEvent } from './infra/line/envelope.js';
import { arrivalOf, groupArrivalOf } from './infra/line/inbound.js';
import { turnCommitter } from './infra/mongo/commit.js';
import type { Database } from './infra/mongo/database.js';
import type { Models } from './infra/mongo/models.js';
import { peopleReader } from './infra/mongo/people.js';
import { remembered } from './infra/mongo/remembered.js';
import type { InboxRow, OutboxRow } from './infra/mongo/rows.js';
import { ridersWait } from './infra/outbox/riders.js';
import { replyRow } from './infra/outbox/rows.js';
import { tellOnce } from './infra/outbox/tell-once.js';
import { concernsPhotos } from './infra/photos/photos.js';
import type { Secrets } from './infra/secrets.js';
import type { Render } from './say/render.js';

/** Who waits longer for an answer sees the loading animation (quality.md section 5). */
const answersWithinMs = secondMs;

/** What becomes of a stored event that this instance has leased. */
export function eventsOf(p: {
  readonly database: Database;
  readonly secrets: Secrets;
  readonly admins: readonly UserId[];
  readonly features: FeaturePorts;
  readonly render: Render;
  readonly line: LineApi;
  readonly clock: Clock;
  readonly owner: string;
  readonly random: () => number;
  readonly mark: (label: string) => void;
  readonly deliver: (rows: readonly OutboxRow[]) => void;
  /** Told when a turn was about pictures. */
  readonly photosConcerned: () => void;
}): {
  handle(row: InboxRow): Promise<void>;
  giveUp(row: InboxRow): Promise<void>;
} {
  const { database, secrets, render, clock, owner, mark, deliver } = p;
  const { models } = database;
  const person = peopleReader({ models, secrets, admins: p.admins });
  const mayRide = remembered(() => ridersWait(models), clock.now);
  const commitTurn = turnCommitter({ database, secrets, render, mayRide, now: clock.now });

  const portsFor = (replyToken: string | null): TurnPorts => ({
    features: p.features,
    now: clock.now,
    // Real time: other transactions go by it, whatever the programme's calendar says.
    pause: () => wait(10 + Math.round(p.random() * 40)),
    token: () => randomBytes(9).toString('base64url'),
    person,
    commit: async (turn) => {
      mark('before-commit');
      const { outcome, rows } = await commitTurn(turn, { owner, replyToken });
      mark('after-commit');
      deliver(rows);
      if (outcome === 'done' && turn.effects.some(concernsPhotos)) p.photosConcerned();
      return outcome;
    },
  });

  /** Somebody who has waited for a second sees that an answer is on its way. */
  const showLoading = async (to: UserId, since: number, handled: Promise<unknown>) => {
    const soon = clock.sleep(Math.max(0, since + answersWithinMs - clock.now()));
    const waits = soon.then(() => true);
    if (await Promise.race([waits, handled.then(() => false)]).catch(() => false))
      await p.line.showLoading(to);
  };

  /** An event that does not concern us: done without a turn, and who spoke to others is not kept. */
  const settleUnanswerable = async (row: InboxRow): Promise<void> => {
    await models.inbox.updateOne(
      { _id: row._id, 'lease.owner': owner },
      { $set: { person: row._id, state: 'done', lease: null, event: null, doneAt: clock.now() } },
    );
  };

  return {
    async handle(row) {
      const event = readEvent(row.event);
      const arrival = arrivalOf(event);
      const inGroup = groupArrivalOf(event);
      const ports = portsFor(event.replyToken ?? null);
      if (inGroup) await runGroupTurn(ports, inGroup);
      else if (!arrival) await settleUnanswerable(row);
      else {
        const handled = runTurn(ports, arrival);
        void showLoading(arrival.from, row.storedAt, handled);
        await handled;
      }
    },

    /** Who spoke to us in private is told, with a reference that the log has too. */
    async giveUp(row) {
      const event = readEvent(row.event);
      const arrival = arrivalOf(event);
      if (!arrival || !event.replyToken) return;
      const apology = replyRow({
        event: arrival.id,
        to: arrival.from,
        replyToken: event.replyToken,
        messages: [render(trouble(row._id.slice(-6)))],
        matters: true,
        owner,
        now: clock.now(),
      });
      if (!apology) return;
      await models.outbox.insertMany([apology]);
      deliver([apology]);
    },
  };
}

/** Tells somebody whose reply LINE refused, with the reference that the log has. Nothing is pushed to groups. */
export const apologise = (
  p: { readonly models: Models; readonly render: Render; readonly now: number },
  { _id, to }: OutboxRow,
): Promise<void> =>
  tellOnce(
    p,
    to?.startsWith('U')
      ? [
          {
            to: to as UserId,
            messages: [trouble(_id.slice(-6))],
            key: `refused:${_id}`,
            lane: 'interactive',
            until: p.now + hourMs,
          },
        ]
      : [],
  );
