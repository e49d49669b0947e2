import fc from 'fast-check';
import type { Inbound } from '../../../src/core/inbound.js';
import type { PhotoId, PhotoSet } from '../../../src/core/photo.js';
import { eventSchema, readEvent } from '../../../src/infra/line/envelope.js';
import { arrivalOf, groupArrivalOf, inboundOf, personOf } from '../../../src/infra/line/inbound.js';

const user = `U${'a'.repeat(32)}`;
const groupId = `C${'2'.repeat(32)}`;
const roomId = `R${'3'.repeat(32)}`;
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
const photo = (set: PhotoSet | null = null): Inbound => ({
  kind: 'photo',
  photo: '1' as PhotoId,
  set,
});
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
  ['image', message({ type: 'image', contentProvider: { type: 'line' } }), photo()],
  [
    'image of a set',
    message({ type: 'image', imageSet: { id: 'A', index: 2, total: 3 } }),
    photo({ id: 'A', index: 2, total: 3 }),
  ],
  [
    'image of a set without numbers, as older phones send it',
    message({ type: 'image', imageSet: { id: 'A' } }),
    photo({ id: 'A', index: null, total: null }),
  ],
  ['image of an odd set', message({ type: 'image', imageSet: { id: {}, total: -1 } }), photo()],
  [
    'image that lies elsewhere',
    message({
      type: 'image',
      contentProvider: { type: 'external', originalContentUrl: 'http://a' },
    }),
    { kind: 'file', what: 'linked' },
  ],
  ['image whose id is a path', message({ type: 'image', id: '../../etc/passwd' }), other('image')],
  ['video', message({ type: 'video' }), { kind: 'file', what: 'video' }],
  ['audio', message({ type: 'audio', duration: 1 }), { kind: 'file', what: 'audio' }],
  ['document', message({ type: 'file', fileName: 'a.pdf' }), { kind: 'file', what: 'document' }],
  ['file without a name', message({ type: 'file' }), { kind: 'file', what: 'document' }],
  ['picture sent as a file', message({ type: 'file', fileName: 'งาน.JPG' }), photo()],
  ['HEIC', message({ type: 'file', fileName: 'IMG.HEIC' }), { kind: 'file', what: 'heic' }],
  ['location', message({ type: 'location', latitude: 1 }), { kind: 'file', what: 'place' }],
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

describe('who it comes from', () => {
  test('a person', () => {
    const arrived = event({ source: { type: 'user', userId: user }, type: 'follow' });
    expect(personOf(arrived)).toBe(user);
    expect(groupArrivalOf(arrived)).toBeNull();
    expect(arrivalOf(arrived)).toEqual({
      id: '01TESTEVENT',
      from: user,
      at: 1_614_391_200_000,
      input: { kind: 'joined' },
    });
  });

  test.each([
    ['a person in a group', inGroup.source, user, groupId, user],
    ['a person in a room', { type: 'room', roomId, userId: user }, user, roomId, user],
    ['a group alone', { type: 'group', groupId }, groupId, groupId, null],
    ['an odd person in a group', { type: 'group', groupId, userId: 'U1' }, 'U1', groupId, null],
  ])('%s is never a private chat', (_who, source, person, group, from) => {
    const asked = event({ source, ...message({ type: 'text', text: '/สถานะ' }) });
    expect(personOf(asked)).toBe(person);
    expect(arrivalOf(asked)).toBeNull();
    expect(groupArrivalOf(asked)).toEqual({
      id: '01TESTEVENT',
      group,
      from,
      at: 1_614_391_200_000,
      input: { kind: 'asked', text: '/สถานะ' },
    });
  });

  test.each([
    ['nobody', undefined, '01TESTEVENT'],
    ['a room id that is none', { type: 'room', roomId: 'R1' }, 'R1'],
    ['a user id that is none', { type: 'user', userId: 'U1' }, 'U1'],
    ['a user id in capitals', { type: 'user', userId: user.toUpperCase() }, user.toUpperCase()],
    ['a user who claims to be a group', { type: 'user', groupId }, groupId],
  ])('%s cannot be answered', (_who, source, person) => {
    const arrived = event({ source, ...message({ type: 'text', text: '/สถานะ' }) });
    expect(arrivalOf(arrived)).toBeNull();
    expect(groupArrivalOf(arrived)).toBeNull();
    expect(personOf(arrived)).toBe(person);
  });
});

describe('what a group wants', () => {
  const wants = (change: Readonly<Record<string, unknown>>) =>
    groupArrivalOf(event({ ...inGroup, ...change }))?.input ?? null;

  test.each([
    ['join', { kind: 'joined' }],
    ['leave', { kind: 'left' }],
    ['memberJoined', null],
    ['memberLeft', null],
    ['follow', null],
    ['unfollow', null],
  ])('%s', (type, input) => expect(wants({ type })).toEqual(input));

  test.each([
    ['words', message({ type: 'text', text: 'สถานะ' })],
    ['a picture', message({ type: 'image', contentProvider: { type: 'line' } })],
    ['a button', { type: 'postback', postback: { data: 'v1|go|report|' } }],
    ['an unsent message', { type: 'unsend', unsend: { messageId: '5' } }],
  ])('%s that nobody said to the bot', (_what, change) => expect(wants(change)).toBeNull());
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
      fc.record(
        {
          type: fc.oneof(fc.constantFrom('user', 'group', 'room'), fc.string()),
          userId: fc.oneof(fc.constant(user), fc.string()),
          groupId: fc.oneof(fc.constant(groupId), fc.string()),
        },
        { requiredKeys: ['type'] },
      ),
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
      const inAGroup = groupArrivalOf(again);
      if (inAGroup) expect(inAGroup.group).toMatch(/^[CR][0-9a-f]{32}$/);
      expect(arrival === null || inAGroup === null).toBe(true);
      kinds.add(kind);
    }),
    { numRuns: 3_000 },
  );
  expect([...kinds].sort()).toEqual(['joined', 'other', 'tap', 'text', 'unsent']);
});
