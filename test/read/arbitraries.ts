import fc from 'fast-check';

const thai = fc.integer({ min: 0x0e01, max: 0x0e5b }).map((c) => String.fromCharCode(c));
const odd = fc.constantFrom(
  '\ud800',
  '\udc00',
  '\u0000',
  '\u200b',
  '\u200d',
  '\u202e',
  '\ufeff',
  '\ufe0f',
  '\u00a0',
  '\u3000',
  '\n',
  '\u0e4d',
  '\u0e32',
  '\u0e33',
  '\u0e40',
  '👩‍🌾',
  '❤️',
  '１',
  '.',
  '-',
  ',',
  '(',
  'จ.',
  'ล้าน',
  'ร้อย',
);

/** Whatever a phone can send and worse: Thai, emoji, any Unicode, lone surrogates, controls. */
export const anyText = fc.oneof(
  fc.string({ unit: 'binary', maxLength: 60 }),
  fc.string({
    unit: fc.oneof(thai, odd, fc.string({ unit: 'grapheme', maxLength: 1 })),
    maxLength: 60,
  }),
);
