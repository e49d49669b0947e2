import { checkMessages } from '../../src/simulator/check-message.js';
import { loadLineSchemas } from '../harness/line-schema.js';
import { flex, type Json, SAMPLES, text } from './samples.js';

const schemas = loadLineSchemas();
if (schemas === null) {
  console.log('../shared/line-openapi is missing: only the hand-written layer is tested');
}

const boxed = (layout: unknown, contents: unknown[]): Json =>
  flex({ type: 'bubble', body: { type: 'box', layout, contents } });
const WRONG: readonly (readonly [string, Json])[] = [
  ['no alt text', { type: 'flex', contents: flex().contents }],
  ['an alt text that is not a string', { ...flex(), altText: 5 }],
  ['an unknown box layout', boxed('diagonal', [])],
  [
    'an unknown box layout deep inside',
    boxed('vertical', [{ type: 'box', layout: 'stack', contents: [] }]),
  ],
  ['an unknown message type', { ...text(), type: 'texxt' }],
  ['an unknown component type', boxed('vertical', [{ type: 'texxt', text: 'x' }])],
  ['an unknown container type', flex({ type: 'bubbles' })],
  [
    'a text where a box belongs',
    flex({ type: 'bubble', body: { ...text(), layout: 'vertical', contents: [] } }),
  ],
  [
    'an unknown action',
    { ...text(), quickReply: { items: [{ type: 'action', action: { type: 'go', label: 'x' } }] } },
  ],
  ['a message without type', { text: 'x' }],
];

/** Each judge says what it has against a message; both must agree on these. */
const JUDGES: readonly (readonly [string, (message: Json) => readonly unknown[]])[] = [
  ['the hand-written layer', (message) => (checkMessages([message]) === null ? [] : ['refused'])],
  ...(schemas === null
    ? []
    : [["LINE's schemas", (message: Json) => schemas('Message', message)] as const]),
];

describe.each(JUDGES)('%s', (_name, judge) => {
  it.each(WRONG)('refuses %s', (_wrong, message) => {
    expect(judge(message)).not.toEqual([]);
  });

  it.each(SAMPLES.map((sample) => [String(sample.type), sample] as const))(
    'accepts a good %s',
    (_type, sample) => {
      expect(judge(sample)).toEqual([]);
    },
  );
});

it('does not know schemas that LINE has not', () => {
  if (schemas !== null) expect(() => schemas('Massage', {})).toThrow(/no schema Massage/);
  expect(JUDGES.length).toBeGreaterThanOrEqual(1);
});
