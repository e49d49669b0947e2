/** `npm run replay -- EVENT.json|EVENT_ID [--apply]`: plays an event again. */
import { randomUUID } from 'node:crypto';
import { existsSync } from 'node:fs';
import { join } from 'node:path';
import type { Instant } from '../src/core/time.js';
import { envelopeSchema, eventSchema, type LineEvent } from '../src/infra/line/envelope.js';
import type { Models } from '../src/infra/mongo/models.js';
import {
  asProgram,
  type Console,
  type ExitCode,
  Refusal,
  readArguments,
  readInput,
  run,
  withOperatorDatabase,
} from './operator-command.js';
import { dryTurn } from './replay/dry-turn.js';

const usage = `Usage: npm run replay -- EVENT.json|EVENT_ID [--apply]
  EVENT.json  a file with one event of LINE or a whole webhook body: shows what would be decided now
  EVENT_ID    an event of the inbox, by LINE's webhookEventId
  --apply     puts a dead event of the inbox back in the queue of the running bot`;

const options = { apply: { type: 'boolean', default: false } } as const;
const root = join(__dirname, '..');

export const replay = (io: Console): Promise<ExitCode> =>
  run<0 | 1>(io, async () => {
    const { what, values } = readArguments(io.argv, options, usage);
    const isId = /^[0-9A-Za-z]{10,64}$/.test(what) && !existsSync(what);
    if (!isId && values.apply)
      throw new Refusal('--apply takes the id of a dead event, not a file.');
    const read = isId ? null : eventsIn(what);
    return withOperatorDatabase<0 | 1>(
      io,
      async ({ config, database: { models }, secrets, now }) => {
        const events = read ?? [await storedEvent(io, models, what)];
        const world = { root, models, secrets, admins: config.adminUserIds, now };
        let failed = false;
        for (const event of events) if (!(await show(io, world, event))) failed = true;
        if (values.apply) {
          await queueAgain(models, what, now);
          io.print('Queued again: the running bot handles it within a second.');
          return 0;
        }
        const further = isId ? ' Queue a dead event again with --apply.' : '';
        io.print(`Nothing was changed: this was a dry run.${further}`);
        return failed ? 1 : 0;
      },
    );
  });

/** The events of a file; a Refusal that names what is wrong with it. */
function eventsIn(file: string): readonly LineEvent[] {
  let said: unknown;
  try {
    said = JSON.parse(readInput(file).toString('utf8'));
  } catch (error) {
    if (error instanceof Refusal) throw error;
    throw new Refusal(`${file} is not JSON.`);
  }
  const body = envelopeSchema.safeParse(said);
  return (body.success ? body.data.events : [said]).map((one, i) =>
    eventOf(one, `${file}, event ${i + 1}`),
  );
}

function eventOf(said: unknown, where: string): LineEvent {
  const event = eventSchema.safeParse(said);
  if (event.success) return event.data;
  const places = event.error.issues.map((issue) => issue.path.join('.') || 'it');
  throw new Refusal(`${where} is no event of LINE; look at: ${places.join(', ')}.`);
}

async function storedEvent(io: Console, models: Models, id: string): Promise<LineEvent> {
  const row = await models.inbox.findById(id).lean();
  if (!row) throw new Refusal(`The inbox has no event ${id}.`);
  io.print(`${id} is ${row.state}, attempts: ${row.attempts}`);
  if (row.event === null)
    throw new Refusal('It was handled, and what was said in it is not kept any longer.');
  return eventOf(JSON.parse(row.event), id);
}

/** Prints what would be decided; false when the handling fails. */
async function show(
  { print }: Console,
  world: Parameters<typeof dryTurn>[0],
  event: LineEvent,
): Promise<boolean> {
  print(`${event.webhookEventId}: ${event.type}, from a ${event.source?.type ?? 'sender unknown'}`);
  try {
    const decided = await dryTurn(world, event);
    const lines = decided ?? ['not for us: it would be done without a turn'];
    for (const line of lines.length > 0 ? lines : ['nothing at all']) print(`  ${line}`);
    return true;
  } catch (error) {
    print(`  fails: ${failureOf(error)}`);
    return false;
  }
}

/** The kind of an error and where it came from; its message may quote what somebody said. */
function failureOf(error: unknown): string {
  if (!(error instanceof Error)) return typeof error;
  const place = /\((?:.*[/\\])?((?:src|dist)[/\\][^)]+)\)/.exec(error.stack ?? '')?.[1];
  const code = 'code' in error ? ` ${String(error.code)}` : '';
  return `${error.name}${code}${place === undefined ? '' : ` at ${place}`}`;
}

async function queueAgain({ inbox, audit }: Models, id: string, now: Instant): Promise<void> {
  const queued = await inbox.updateOne(
    { _id: id, state: 'dead' },
    { $set: { state: 'new', lease: null, attempts: 0, doneAt: null } },
  );
  if (queued.matchedCount === 0) throw new Refusal('It is not dead; nothing was changed.');
  await audit.insertMany([
    { _id: randomUUID(), at: now, who: 'operator', event: 'event.replayed', about: { event: id } },
  ]);
}

if (require.main === module) void asProgram(replay);
