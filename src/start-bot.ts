import { randomBytes, randomUUID } from 'node:crypto';
import type { AddressInfo } from 'node:net';
import { setTimeout as wait } from 'node:timers/promises';
import { runGroupTurn } from './bot/group-turn.js';
import type { TurnPorts } from './bot/ports.js';
import { runDigests } from './bot/run-digests.js';
import { runTurn, trouble } from './bot/turn.js';
import type { UserId } from './core/ids.js';
import { hourMs, minuteMs, secondMs } from './core/time.js';
import type { Clock } from './infra/clock.js';
import { metricsPage } from './infra/http/metrics-page.js';
import { closeServer, makeServer } from './infra/http/server.js';
import { webhook } from './infra/http/webhook.js';
import { makeInboxStore } from './infra/inbox/store.js';
import { makeInboxWorker } from './infra/inbox/worker.js';
import { drainMarks, markEverything } from './infra/jobs/count-cells.js';
import { openDueRounds } from './infra/jobs/open-rounds.js';
import { prune } from './infra/jobs/prune.js';
import { prunePhotos } from './infra/jobs/prune-photos.js';
import { remind } from './infra/jobs/remind.js';
import { tellSkippedSteps } from './infra/jobs/skipped-steps.js';
import { tellSlowRequests } from './infra/jobs/slow-requests.js';
import { makeTicker } from './infra/jobs/ticker.js';
import { timetable } from './infra/jobs/timetable.js';
import { makeLineAccount } from './infra/line/account.js';
import { makeLineApi } from './infra/line/client.js';
import { countedLine } from './infra/line/counted-line.js';
import { readEvent } from './infra/line/envelope.js';
import { arrivalOf, groupArrivalOf } from './infra/line/inbound.js';
import { makeQuotaGauge } from './infra/line/quota-gauge.js';
import type { Data } from './infra/load-data.js';
import type { Log } from './infra/log.js';
import { countedLog, makeMetrics } from './infra/metrics.js';
import { readActor } from './infra/mongo/actors.js';
import { commitTurn } from './infra/mongo/commit.js';
import { type Database, openDatabase } from './infra/mongo/database.js';
import { digestPorts, featurePorts } from './infra/mongo/feature-ports.js';
import { measure } from './infra/mongo/measure.js';
import { releaseLeases } from './infra/mongo/release-leases.js';
import type { InboxRow, OutboxRow } from './infra/mongo/rows.js';
import { readSession } from './infra/mongo/sessions.js';
import { within } from './infra/mongo/within.js';
import { makeOutbox } from './infra/outbox/outbox.js';
import { makePlans } from './infra/outbox/plans.js';
import { tellQuotaReached } from './infra/outbox/quota-notice.js';
import { replyRow } from './infra/outbox/rows.js';
import { tellOnce } from './infra/outbox/tell-once.js';
import { concernsPhotos, makePhotos } from './infra/photos/photos.js';
import type { Secrets } from './infra/secrets.js';

export type BotOptions = {
  /** What `loadData` found in the package's folder. */
  readonly data: Data;
  readonly mongodbUri: string;
  readonly channelSecrets: readonly string[];
  readonly channelAccessToken: string;
  readonly lineApiBaseUrl: string;
  /** Where pictures are downloaded; unset: as the other calls, which only the stand-in answers. */
  readonly lineDataApiBaseUrl?: string;
  /** Under which phones reach this server; unset or null: cards say how many pictures there are. */
  readonly publicBaseUrl?: string | null;
  /** The folder where pictures are kept; unset or null: in the database. */
  readonly photosDir?: string | null;
  readonly secrets: Secrets;
  readonly admins: readonly UserId[];
  /** Recipients above which a second person must approve; contract.md, BROADCAST_APPROVAL_OVER. */
  readonly broadcastApprovalOver?: number;
  readonly clock: Clock;
  readonly log: Log;
  /** Bearer token of `/metrics`; unset or null: this machine alone. */
  readonly metricsToken?: string | null;
  /** Messages a month; unset or null: what LINE says. */
  readonly monthlyMessageLimit?: number | null;
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
/** Who waits longer for an answer sees the loading animation (quality.md section 5). */
const answersWithinMs = secondMs;
/** LINE counts a webhook as failed after two seconds. */
const storeWithinMs = 1_900;
const mostPeopleAtOnce = 32;
/** Stopping takes less than 20 s all in all; what is not finished by then comes back by its lease. */
const finishWithinMs = 15 * secondMs;

/** Wires the house together and opens its doors. Throws AppError or Error when it cannot start. */
export async function startBot(options: BotOptions): Promise<Bot> {
  const { clock, secrets, random = Math.random, mark = () => {} } = options;
  const metrics = makeMetrics();
  const log = countedLog(options.log, metrics);
  const owner = randomUUID();
  const { areas, render } = options.data;
  const database = await openDatabase(options.mongodbUri);
  const { models } = database;
  const channel = {
    baseUrl: options.lineApiBaseUrl,
    channelAccessToken: options.channelAccessToken,
  };
  const line = countedLine(makeLineApi(channel), (endpoint, status) =>
    metrics.count('line_requests_total', { endpoint, status }),
  );
  const monthlyLimit = options.monthlyMessageLimit ?? null;
  const account = makeLineAccount({ ...channel, monthlyLimit });
  const quota = makeQuotaGauge({ account, clock });
  const { admins } = options;
  const quotaReached = () => tellQuotaReached({ models, admins, render, now: clock.now() });
  /** Told by push, with the reference that the log has. Nothing is pushed to groups. */
  const replyRefused = (row: OutboxRow) =>
    tellOnce(
      { models, render, now: clock.now() },
      row.to?.startsWith('U')
        ? [
            {
              to: row.to as UserId,
              messages: [trouble(row._id.slice(-6))],
              key: `refused:${row._id}`,
              lane: 'interactive',
              until: clock.now() + hourMs,
            },
          ]
        : [],
    );
  const outbox = makeOutbox({
    ...{ models, line, clock, log, owner, random, mark, quotaReached, replyRefused },
  });
  const { deliver } = outbox;
  const plans = makePlans({ models, areas, render, clock, log, deliver, mark });
  const photos = makePhotos({
    dataApiBaseUrl: options.lineDataApiBaseUrl ?? options.lineApiBaseUrl,
    channelAccessToken: options.channelAccessToken,
    publicBaseUrl: options.publicBaseUrl ?? null,
    folder: options.photosDir ?? null,
    line,
    database,
    secrets,
    clock,
    log,
    owner,
    mark,
    stored: (people) => inbox.wake(people),
  });
  const { intake } = photos;
  const features = featurePorts({
    models,
    secrets,
    areas,
    admins,
    account,
    approvalOver: options.broadcastApprovalOver ?? 1000,
    linksOf: photos.linksOf,
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
        if (outcome === 'done' && turn.effects.some(concernsPhotos)) intake.wake();
        return outcome;
      },
    };
    if (inGroup) await runGroupTurn(ports, inGroup);
    if (!arrival) return;
    const handled = runTurn(ports, arrival);
    void showLoading(arrival.from, row.storedAt, handled);
    await handled;
  };

  /** Somebody who has waited for a second sees that an answer is on its way. */
  const showLoading = async (to: UserId, since: number, handled: Promise<unknown>) => {
    const soon = clock.sleep(Math.max(0, since + answersWithinMs - clock.now()));
    const waits = soon.then(() => true);
    if (await Promise.race([waits, handled.then(() => false)]).catch(() => false))
      await line.showLoading(to);
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
  /** What a job works with at this moment. */
  const atNow = () => ({ models, admins, render, deliver, now: clock.now() });
  const ticker = makeTicker({
    jobs: [
      {
        id: 'open-rounds',
        ...timetable['open-rounds'],
        run: async () => {
          await openDueRounds(atNow());
        },
      },
      { id: 'recount-cells', ...timetable['recount-cells'], run: () => markEverything(models) },
      {
        id: 'remind',
        ...timetable.remind,
        run: (slot) => remind({ ...atNow(), slot }),
        skipped: (slots) => tellSkippedSteps(atNow(), 'reminder', slots),
      },
      {
        id: 'digest',
        ...timetable.digest,
        run: (slot) => {
          const tell = tellOnce.bind(null, atNow());
          return runDigests(
            { ...digestPorts({ models, secrets, areas }), tell },
            { slot, now: clock.now() },
          );
        },
        skipped: (slots) => tellSkippedSteps(atNow(), 'digest', slots),
      },
      { id: 'prune', ...timetable.prune, run: () => prune(atNow()) },
      {
        id: 'prune-photos',
        ...timetable['prune-photos'],
        run: () => prunePhotos({ ...atNow(), store: photos.store }),
      },
      { id: 'slow-requests', ...timetable['slow-requests'], run: () => tellSlowRequests(atNow()) },
    ],
    models,
    clock,
    log,
    owner,
  });

  let draining = false;
  let botUserId: string | null = null;
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
      counted: (result, events) => metrics.count('webhook_events_total', { result }, events),
      mark,
    }),
    metrics: metricsPage({
      token: options.metricsToken ?? null,
      page: async () => {
        const [waiting, left] = await Promise.all([measure(models, clock.now()), quota()]);
        return metrics.page([...waiting, ...left]);
      },
    }),
    files: photos.page,
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
  const recover = guarded('sweep.failed', () =>
    Promise.all([inbox.sweep(), outbox.sweep(), intake.sweep()]),
  );
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
      // Pictures that are in are answered by a turn of their own.
      await intake.idle();
      await inbox.idle();
      await outbox.idle();
    },
    sweep,
    async stop() {
      draining = true;
      for (const end of repeated) end();
      try {
        // Until then events are still taken and stored: another instance, or the next start, has them.
        await within(
          // The last turns still hand over what they say.
          Promise.all([...underWay, intake.stop(), inbox.stop().then(outbox.stop)]),
          finishWithinMs,
        );
      } catch (error) {
        log.error('bot.unfinished', error);
      }
      await closeServer(server);
      await photos.close();
      await releaseLeases(models, owner, clock.now()).catch((error: unknown) =>
        log.error('bot.leases-kept', error),
      );
      await database.close();
      log.info('bot.stopped');
    },
  };
}
