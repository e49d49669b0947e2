import {
  byType,
  type Check,
  decimal,
  type Fields,
  flag,
  integer,
  isRecord,
  kind,
  listOf,
  matching,
  oneOf,
  shape,
  text,
} from './check.js';
import { OUTCOMES } from './faults.js';
import { isGroupId, isUserId } from './ids.js';

/** What the control API takes (README.md of this folder); everything else is answered with what is wrong. */

const MAX = Number.MAX_SAFE_INTEGER;
const some = text(1_000);
const chance = decimal(0, 1);
const ms = decimal(0, 3_600_000);
const seed = integer(0, MAX);
const userId = matching(isUserId, 'must be a user id');
const optionalEndpoint: Fields = { endpoint: some };

const named = oneOf(...OUTCOMES);
const slow = shape({ slowMs: ms });
const answered = shape({ status: integer(100, 599) }, { message: some });
const outcome: Check = (value, path) => {
  if (typeof value === 'string') return named(value, path);
  const isSlow = typeof value === 'object' && value !== null && 'slowMs' in value;
  return isSlow ? slow(value, path) : answered(value, path);
};

const orNothing =
  (check: Check): Check =>
  (value, path) =>
    value === null ? [] : check(value, path);

const order: Check = (value, path) =>
  typeof value === 'string' ? oneOf('kept', 'reversed')(value, path) : shape({ seed })(value, path);

/** Any event, also of a kind that does not exist yet: only its type must be there. */
const event: Check = (value, path) =>
  some(isRecord(value) ? value.type : undefined, [...path, 'type']);

export const CONTROLS = {
  clock: shape({}, { to: integer(0, MAX), byMs: integer(1, MAX) }),
  faults: shape(
    {},
    {
      clear: flag,
      next: listOf(shape({ endpoint: some, outcome }, { times: integer(1, 100_000) }), 1, 1_000),
      table: shape({
        seed,
        chances: listOf(shape({ outcome, probability: chance }, optionalEndpoint), 0, 100),
      }),
      latency: shape({
        seed,
        latencies: listOf(
          shape({ p50Ms: decimal(0.01, 60_000), p99Ms: decimal(0.01, 60_000) }, optionalEndpoint),
          0,
          100,
        ),
      }),
    },
  ),
  quota: shape(
    {},
    {
      plan: byType({ none: kind({}), limited: kind({ value: integer(0, MAX) }) }),
      use: integer(1, MAX),
    },
  ),
  webhooks: shape(
    {},
    {
      url: orNothing(some),
      redelivery: shape({ on: flag }, { delaysMs: listOf(ms, 0, 20) }),
      disturb: orNothing(shape({ seed }, { twice: chance, late: chance, lateMs: ms })),
      hold: flag,
      release: shape({}, { perRequest: integer(1, 10_000), order }),
      redeliver: some,
      repeat: some,
      redeliverFailed: flag,
    },
  ),
  event: shape({ userId, event }, { group: matching(isGroupId) }),
  group: shape({ groupId: matching(isGroupId), members: listOf(userId, 0, 500) }, { name: some }),
  person: shape({ userId }, { name: some, friend: flag, blocked: flag }),
  newPhone: shape({}, { name: text(100), rosterId: some }),
  reset: shape({}),
} satisfies Readonly<Record<string, Check>>;
