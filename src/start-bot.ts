import { randomBytes, randomUUID } from 'node:crypto';
import type { AddressInfo } from 'node:net';
import { setTimeout as wait } from 'node:timers/promises';
import { runGroupTurn } from './bot/group-turn.js';
import type { TurnPorts } from './bot/ports.js';
import { runTurn, trouble } from './bot/turn.js';
import type { UserId } from './core/ids.js';
import { dayMs, hourMs, minuteMs, secondMs } from './core/time.js';
import type { Clock } from './infra/clock.js';
import { makeServer } from './infra/http/server.js';
import { type WebhookCounts, webhook } from './infra/http/webhook.js';
import { makeInboxStore } from './infra/inbox/store.js';
import { makeInboxWorker } from './infra/inbox/worker.js';
import { drainMarks, markEverything } from './infra/jobs/count-cells.js';
import { openDueRounds } from './infra/jobs/open-rounds.js';
import { prune } from './infra/jobs/prune.js';
import { remind } from './infra/jobs/remind.js';
import { tellSlowRequests } from './infra/jobs/slow-requests.js';
import { makeTicker } from './infra/jobs/ticker.js';
import { makeLineApi } from './infra/line/client.js';
import { readEvent } from './infra/line/envelope.js';
import { arrivalOf, groupArrivalOf } from './infra/line/inbound.js';
import { loadAreas, loadTemplates } from './infra/load-data.js';
import type { Log } from './infra/log.js';
import { readActor } from './infra/mongo/actors.js';
import { commitTurn } from './infra/mongo/commit.js';
import { type Database, openDatabase } from './infra/mongo/database.js';
import { featurePorts } from './infra/mongo/feature-ports.js';
import type { InboxRow } from './infra/mongo/rows.js';
import { readSession } from './infra/mongo/sessions.js';
import { makeOutbox } from './infra/outbox/outbox.js';
import { makePlans } from './infra/outbox/plans.js';
import { tellQuotaReached } from './infra/outbox/quota-notice.js';
import { replyRow } from './infra/outbox/rows.js';
import type { Secrets } from './infra/secrets.js';
import { makeRenderer } from './say/render.js';

export type BotOptions = {
  /** The package's folder, where flex-templates/ and programmes/ are. */
  readonly root: string;
  readonly mongodbUri: string;
  readonly channelSecrets: readonly string[];
  readonly channelAccessToken: string;
  readonly lineApiBaseUrl: string;
  readonly secrets: Secrets;
  readonly admins: readonly UserId[];
  /** Recipients above which a second person must approve; contract.md, BROADCAST_APPROVAL_OVER. */
  readonly broadcastApprovalOver?: number;
  /** Overrides what LINE's quota endpoint says. */
  readonly monthlyMessageLimit?: number | null;
  readonly clock: Clock;
  readonly log: Log;
  /** 0: any free one. */
  readonly port: number;
  /** undefined: every address of the machine. */
  readonly host?: string;
  /** Told where in the work we are; tests stop the process there. */
  readonly mark?: (label: string) => void;
  readonly random?: () => number;
};

export type Bot = {
  readonly port: number;
  readonly database: Database;
  /** Resolves when everything stored is handled and everything due is sent. */
  idle(): Promise<void>;
  /** Frees what a crash left and runs jobs that are due, as the bot does by itself every few seconds. */
  sweep(): Promise<void>;
  /** Takes no more events, finishes what is under way, closes everything. */
  stop(): Promise<void>;
};

const sweepEveryMs = secondMs;
const arrivesWithinMs = 10 * secondMs;
/** LINE counts a webhook as failed after two seconds. */
const storeWithinMs = 1_900;
const mostPeopleAtOnce = 32;

/** Wires the house together and opens its doors. Throws AppError or Error when it cannot start. */
export async function startBot(options: BotOptions): Promise<Bot> {
  const { clock, log, secrets, random = Math.random, mark = () => {} } = options;
  const owner = randomUUID();
  const areas = loadAreas(options.root);
  const render = makeRenderer(loadTemplates(options.root));
  const database = await openDatabase(options.mongodbUri);
  const { models } = database;
  const line = makeLineApi({
    baseUrl: options.lineApiBaseUrl,
    channelAccessToken: options.channelAccessToken,
  });
  const { admins } = options;
  const quotaReached = () => tellQuotaReached({ models, admins, render, now: clock.now() });
  const outbox = makeOutbox({ models, line, clock, log, owner, random, mark, quotaReached });
  const { deliver } = outbox;
  const plans = makePlans({ models, areas, render, clock, log, deliver, mark });
  const features = featurePorts({
    models,
    secrets,
    areas,
    admins,
    line,
    approvalOver: options.broadcastApprovalOver ?? 1000,
    monthlyMessageLimit: options.monthlyMessageLimit ?? null,
  });

  const handle = async (row: InboxRow): Promise<void> => {
    const event = readEvent(row.event);
    const arrival = arrivalOf(event);
    const inGroup = groupArrivalOf(event);
    if (!arrival && !inGroup) return settleUnanswerable(row);
    const lease = { owner, replyToken: event.replyToken ?? null };
    const ports: TurnPorts = {
      features,
      now: clock.now,
      // Real time: other transactions go by it, whatever the programme's calendar says.
      pause: () => wait(10 + Math.round(random() * 40)),
      token: () => randomBytes(9).toString('base64url'),
      actor: (id) => readActor({ models, secrets, admins: options.admins }, id),
      session: (id) => readSession(models, id),
      erasedAt: async (id) =>
        (await models.tombstones.findById(secrets.pseudonym(id)).lean())?.at ?? null,
      commit: async (turn) => {
        mark('before-commit');
        const world = { database, secrets, render, now: clock.now };
        const { outcome, rows } = await commitTurn(world, turn, lease);
        mark('after-commit');
        outbox.deliver(rows);
        return outcome;
      },
    };
    if (arrival) await runTurn(ports, arrival);
    else if (inGroup) await runGroupTurn(ports, inGroup);
  };

  /** An event that does not concern us: done without a turn, and who spoke to others is not kept. */
  const settleUnanswerable = async (row: InboxRow): Promise<void> => {
    await models.inbox.updateOne(
      { _id: row._id, 'lease.owner': owner },
      { $set: { person: row._id, state: 'done', lease: null, event: null, doneAt: clock.now() } },
    );
  };

  /** Who spoke to us in private is told, with a reference that the log has too. */
  const giveUp = async (row: InboxRow): Promise<void> => {
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
    outbox.deliver([apology]);
  };

  const inbox = makeInboxWorker({
    models,
    clock,
    log,
    owner,
    mostPeople: mostPeopleAtOnce,
    handle,
    giveUp,
    mark,
  });
  const ticker = makeTicker({
    jobs: [
      {
        id: 'open-rounds',
        schedule: '0 * * * *',
        // One run opens everything whose time has come, however long nobody ran.
        windowMs: hourMs,
        run: async () => {
          await openDueRounds({ models, now: clock.now() });
        },
      },
      {
        id: 'recount-cells',
        schedule: '0 3 * * *',
        windowMs: dayMs,
        run: () => markEverything(models),
      },
      {
        id: 'remind',
        schedule: '0,30 8-19 * * *',
        // A reminder of the morning is of no use in the afternoon.
        windowMs: 2 * hourMs,
        run: (slot) => remind({ models, render, slot, now: clock.now() }),
      },
      {
        id: 'prune',
        schedule: '30 3 * * *',
        windowMs: dayMs,
        run: () => prune({ models, now: clock.now() }),
      },
      {
        id: 'slow-requests',
        // By day only: nobody is woken to hear that they go on waiting.
        schedule: '15 8-18 * * *',
        windowMs: hourMs,
        run: () => tellSlowRequests({ models, now: clock.now(), render, deliver: outbox.deliver }),
      },
    ],
    models,
    clock,
    log,
    owner,
  });

  let draining = false;
  let botUserId: string | null = null;
  const counts: WebhookCounts = { stored: 0, ignored: {} };
  const server = makeServer({
    webhook: webhook({
      channelSecrets: options.channelSecrets,
      botUserId: () => botUserId,
      store: makeInboxStore({
        models,
        clock,
        giveUpMs: storeWithinMs,
        stored: inbox.wake,
      }),
      clock,
      log,
      counts,
      mark,
    }),
    arrivesWithinMs,
    ailments: async () => (draining ? ['shutting down'] : database.ailments()),
  });

  /** Until LINE told us who we are, events are taken whoever they name: the signature is ours. */
  const learnBotUserId = async (): Promise<void> => {
    if (botUserId !== null) return;
    try {
      botUserId = await line.botUserId();
    } catch (error) {
      log.warn('line.bot-info-failed', { name: error instanceof Error ? error.name : '' });
    }
  };

  const underWay = new Set<Promise<void>>();
  const guarded = (what: string, work: () => Promise<unknown>) => async (): Promise<void> => {
    const done = work()
      .then(() => {})
      .catch((error: unknown) => log.error(what, error))
      .finally(() => underWay.delete(done));
    underWay.add(done);
    await done;
  };
  const recover = guarded('sweep.failed', () => Promise.all([inbox.sweep(), outbox.sweep()]));
  const runJobs = guarded('jobs.failed', ticker.tick);
  const makeBatches = guarded('plans.failed', plans.sweep);
  const countCells = guarded('cells.failed', () => drainMarks(models, mark));
  const sweep = async (): Promise<void> => {
    await Promise.all([recover(), runJobs().then(makeBatches), countCells()]);
  };

  await learnBotUserId();
  await openDueRounds({ models, now: clock.now() });
  await sweep();
  await new Promise<void>((listening, failed) => {
    server.once('error', failed);
    server.listen(options.port, options.host, listening);
  });
  // A job that takes long holds up no lease.
  const repeated = [
    clock.every(sweepEveryMs, recover),
    // Jobs make plans, which then need not wait for the next sweep.
    clock.every(sweepEveryMs, () => runJobs().then(makeBatches)),
    clock.every(sweepEveryMs, countCells),
    clock.every(minuteMs, learnBotUserId),
  ];
  const { port } = server.address() as AddressInfo;
  log.info('bot.ready', { port });

  return {
    port,
    database,
    async idle() {
      await inbox.idle();
      await outbox.idle();
    },
    sweep,
    async stop() {
      draining = true;
      for (const end of repeated) end();
      server.close();
      server.closeIdleConnections();
      await inbox.stop();
      await outbox.stop();
      await Promise.all(underWay);
      server.closeAllConnections();
      await database.close();
      log.info('bot.stopped');
    },
  };
}
