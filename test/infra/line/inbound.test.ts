import fc from 'fast-check';
import type { Inbound } from '../../../src/core/inbound.js';
import { eventSchema, readEvent } from '../../../src/infra/line/envelope.js';
import { arrivalOf, inboundOf, personOf } from '../../../src/infra/line/inbound.js';

const user = `U${'a'.repeat(32)}`;
const groupId = `C${'2'.repeat(32)}`;
const inGroup = { source: { type: 'group', groupId, userId: user } };

const event = (change: Readonly<Record<string, unknown>>) =>
  eventSchema.parse({
    type: 'message',
    mode: 'active',
    timestamp: 1_614_391_200_000,
    source: { type: 'user', userId: user },
    webhookEventId: '01TESTEVENT',
    ...change,
  });
const message = (content: Readonly<Record<string, unknown>>) => ({
  type: 'message',
  message: { id: '1', ...content },
});
const mention = (...mentionees: readonly unknown[]) => ({ mention: { mentionees } });
const other = (type: string): Inbound => ({ kind: 'other', type });

const table: readonly (readonly [string, Readonly<Record<string, unknown>>, Inbound])[] = [
  ['follow', { type: 'follow', follow: { isUnblocked: true } }, { kind: 'joined' }],
  ['unfollow', { type: 'unfollow' }, { kind: 'left' }],
  ['text', message({ type: 'text', text: 'สถานะ' }), { kind: 'text', text: 'สถานะ' }],
  ['empty text', message({ type: 'text', text: '' }), { kind: 'text', text: '' }],
  [
    'text with an odd mention',
    message({ type: 'text', text: 'ก', mention: { mentionees: 'all' } }),
    { kind: 'text', text: 'ก' },
  ],
  ['text that is none', message({ type: 'text', text: 7 }), other('message')],
  ['text without words', message({ type: 'text' }), other('message')],
  ['image', message({ type: 'image', contentProvider: { type: 'line' } }), other('image')],
  ['video', message({ type: 'video' }), other('video')],
  ['audio', message({ type: 'audio', duration: 1 }), other('audio')],
  ['file', message({ type: 'file', fileName: 'a.pdf', fileSize: 1 }), other('file')],
  ['location', message({ type: 'location', latitude: 1, longitude: 1 }), other('location')],
  ['sticker', message({ type: 'sticker', packageId: '1' }), other('sticker')],
  ['a message of tomorrow', message({ type: 'hologram' }), other('hologram')],
  ['a message without a kind', message({}), other('message')],
  ['no message at all', { type: 'message' }, other('message')],
  ['a message that is a list', { type: 'message', message: [] }, other('message')],
  [
    'flow button',
    { type: 'postback', postback: { data: 'v1|flow|tok|step|a|b' } },
    { kind: 'tap', tap: { kind: 'flow', token: 'tok', step: 'step', value: 'a|b' } },
  ],
  [
    'standing button',
    { type: 'postback', postback: { data: 'v1|go|report|x' } },
    { kind: 'tap', tap: { kind: 'go', action: 'report', args: 'x' } },
  ],
  [
    'forged button',
    { type: 'postback', postback: { data: '{"$ne":1}' } },
    { kind: 'tap', tap: { kind: 'unreadable' } },
  ],
  ['button without data', { type: 'postback', postback: {} }, other('postback')],
  ['unsend', { type: 'unsend', unsend: { messageId: '5' } }, { kind: 'unsent', messageId: '5' }],
  ['unsend of nothing', { type: 'unsend' }, other('unsend')],
  ...[
    'messageEdited',
    'join',
    'leave',
    'memberJoined',
    'memberLeft',
    'videoPlayComplete',
    'beacon',
    'accountLink',
    'membership',
    'module',
    'activated',
    'deactivated',
    'botSuspended',
    'botResumed',
    'delivery',
    '__proto__',
    '',
  ].map((type) => [`'${type}'`, { type }, other(type)] as const),
];

test.each(table)('%s', (_name, change, inbound) => {
  expect(inboundOf(event(change))).toEqual(inbound);
});

describe('who is spoken to', () => {
  const says = (content: Readonly<Record<string, unknown>>, more = {}) =>
    inboundOf(event({ ...message({ type: 'text', ...content }), ...more }));

  test('a mention of the bot in a group addresses it like a slash', () => {
    const self = mention({ index: 0, length: 4, type: 'user', isSelf: true });
    expect(says({ text: '@bot สถานะ', ...self }, inGroup)).toEqual({
      kind: 'text',
      text: '/@bot สถานะ',
    });
    expect(says({ text: '/สถานะ @bot', ...self }, inGroup)).toEqual({
      kind: 'text',
      text: '/สถานะ @bot',
    });
  });

  test.each([
    ['somebody else', mention({ type: 'user', userId: user })],
    ['everybody', mention({ type: 'all' })],
    ['nobody', mention()],
  ])('a mention of %s does not', (_who, mentioned) => {
    expect(says({ text: 'สถานะ', ...mentioned }, inGroup)).toEqual({ kind: 'text', text: 'สถานะ' });
  });

  test('in the private chat a mention changes nothing', () => {
    expect(says({ text: 'สถานะ', ...mention({ isSelf: true }) })).toEqual({
      kind: 'text',
      text: 'สถานะ',
    });
  });
});

describe('who it comes from', () => {
  test.each([
    ['a person', { type: 'user', userId: user }, user, 'private'],
    ['a person in a group', inGroup.source, user, 'group'],
    ['a person in a room', { type: 'room', roomId: 'R1', userId: user }, user, 'group'],
  ])('%s', (_who, source, person, chat) => {
    const arrived = event({ source, type: 'follow' });
    expect(personOf(arrived)).toBe(person);
    expect(arrivalOf(arrived)).toEqual({
      id: '01TESTEVENT',
      from: user,
      at: 1_614_391_200_000,
      chat,
      input: { kind: 'joined' },
    });
  });

  test.each([
    ['a group alone', { type: 'group', groupId }, groupId],
    ['a room alone', { type: 'room', roomId: 'R1' }, 'R1'],
    ['nobody', undefined, '01TESTEVENT'],
    ['a user id that is none', { type: 'user', userId: 'U1' }, 'U1'],
    ['a user id in capitals', { type: 'user', userId: user.toUpperCase() }, user.toUpperCase()],
  ])('%s cannot be answered', (_who, source, person) => {
    const arrived = event({ source });
    expect(arrivalOf(arrived)).toBeNull();
    expect(personOf(arrived)).toBe(person);
  });
});

/** Mostly what LINE puts there, else anything. */
const mostly = (usual: fc.Arbitrary<unknown>): fc.Arbitrary<unknown> =>
  fc.oneof({ weight: 4, arbitrary: usual }, { weight: 1, arbitrary: fc.jsonValue() });
const anyEvent = fc.record(
  {
    type: fc.oneof(fc.constantFrom('message', 'postback', 'unsend', 'follow'), fc.string()),
    mode: mostly(fc.constant('active')),
    timestamp: mostly(fc.nat()),
    webhookEventId: mostly(fc.constant('01TESTEVENT')),
    source: mostly(
      fc.record({ type: fc.string(), userId: fc.oneof(fc.constant(user), fc.string()) }),
    ),
    message: mostly(
      fc.record({
        type: fc.constantFrom('text', 'image', 'odd'),
        text: mostly(fc.string()),
        mention: fc.jsonValue(),
      }),
    ),
    postback: mostly(fc.record({ data: fc.string() })),
    unsend: mostly(fc.record({ messageId: fc.string() })),
  },
  { requiredKeys: ['type', 'timestamp', 'webhookEventId', 'message'] },
);

test('whatever JSON comes is unreadable or means something, and never throws', () => {
  const kinds = new Set<string>();
  fc.assert(
    fc.property(fc.oneof(fc.jsonValue(), anyEvent), (raw) => {
      const read = eventSchema.safeParse(raw);
      if (!read.success) return;
      const again = readEvent(JSON.stringify(raw));
      const { kind } = inboundOf(again);
      expect(inboundOf(read.data).kind).toBe(kind);
      expect(personOf(again)).toEqual(expect.any(String));
      const arrival = arrivalOf(again);
      if (arrival) expect(arrival.from).toMatch(/^U[0-9a-f]{32}$/);
      kinds.add(kind);
    }),
    { numRuns: 3_000 },
  );
  expect([...kinds].sort()).toEqual(['joined', 'other', 'tap', 'text', 'unsent']);
});
