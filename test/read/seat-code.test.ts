import fc from 'fast-check';
import { readCode, showCode } from '../../src/read/seat-code.js';
import { anyText } from './arbitraries.js';

test.each([
  ['7K3M-Q2XT-0A1B', '7K3MQ2XT0A1B'],
  ['7k3mq2xt0a1b', '7K3MQ2XT0A1B'],
  [' 7k3m q2xt oalb ', '7K3MQ2XT0A1B'],
  ['7K3M–Q2XT–OAIB', '7K3MQ2XT0A1B'],
  ['๗K๓M-Q๒XT-๐A๑B', '7K3MQ2XT0A1B'],
  ['รหัส 7K3M-Q2XT-0A1B', '7K3MQ2XT0A1B'],
  ['/รหัส7k3mq2xt0a1b', '7K3MQ2XT0A1B'],
  ['７Ｋ３ＭＱ２ＸＴ０Ａ１Ｂ', '7K3MQ2XT0A1B'],
  ['7K3M\u200bQ2XT\u200b0A1B', '7K3MQ2XT0A1B'],
])('%j is the code %s', (text, code) => expect(readCode(text)).toBe(code));

test.each([
  '',
  '7K3MQ2XT0A1',
  '7K3MQ2XT0A1BC',
  '7K3MQ2XT0A1U',
  '7K3M_Q2XT_0A1B',
  'รหัสผ่าน 7K3MQ2XT0A1B',
])('%j is none', (text) => expect(readCode(text)).toBeNull());

test('a code is read back from how it is shown, in any case', () => {
  const code = fc.string({
    unit: fc.constantFrom(...'0123456789ABCDEFGHJKMNPQRSTVWXYZ'),
    minLength: 12,
    maxLength: 12,
  });
  fc.assert(
    fc.property(code, (canonical) => {
      expect(showCode(canonical)).toMatch(/^.{4}-.{4}-.{4}$/);
      expect(readCode(showCode(canonical))).toBe(canonical);
      expect(readCode(showCode(canonical).toLowerCase())).toBe(canonical);
    }),
  );
});

test('whatever is read is canonical', () => {
  fc.assert(
    fc.property(anyText, (text) => {
      const code = readCode(text);
      expect(code === null || readCode(code) === code).toBe(true);
    }),
  );
});
