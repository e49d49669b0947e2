export type DecodedTable =
  /** `note` says when the file was not what it should be, UTF-8. */
  | { readonly kind: 'text'; readonly text: string; readonly note: string | null }
  | { readonly kind: 'unreadable'; readonly problem: string };

const mostBytes = 16 * 1024 * 1024;
const zip = [0x50, 0x4b];
const oldOffice = [0xd0, 0xcf, 0x11, 0xe0];

const beginsWith = (bytes: Uint8Array, start: readonly number[]): boolean =>
  start.every((byte, i) => bytes[i] === byte);

const thaiLetters = (text: string): number => text.match(/[\u0E01-\u0E5B]/g)?.length ?? 0;

/** Thai in UTF-16LE without its mark: every second byte is the 0E of the Thai block or the 00 of ASCII. */
function looksUtf16(bytes: Uint8Array): boolean {
  const odd = [...bytes.subarray(0, 400)].filter((_, i) => i % 2 === 1);
  return odd.length > 0 && odd.filter((b) => b === 0x0e || b === 0).length > odd.length * 0.8;
}

/**
 * The text of a table that a spreadsheet program saved: UTF-8, UTF-16 ("Unicode text") or Thai Windows
 * (windows-874, which contains TIS-620). A workbook is refused with what to do about it.
 */
export function decodeTable(bytes: Uint8Array): DecodedTable {
  const unreadable = (problem: string): DecodedTable => ({ kind: 'unreadable', problem });
  if (bytes.length === 0) return unreadable('The file is empty.');
  if (bytes.length > mostBytes) return unreadable('The file is larger than 16 MB; split it.');
  if (beginsWith(bytes, zip) || beginsWith(bytes, oldOffice))
    return unreadable(
      'The file is a workbook, not a CSV file: save it as "CSV UTF-8 (comma delimited)" and import that.',
    );
  if (beginsWith(bytes, [0xfe, 0xff])) return readAs(bytes, 'utf-16be');
  if (beginsWith(bytes, [0xff, 0xfe]) || looksUtf16(bytes)) return readAs(bytes, 'utf-16le');
  const utf8 = new TextDecoder('utf-8').decode(bytes);
  const lost = utf8.match(/\uFFFD/g)?.length ?? 0;
  if (lost === 0) return { kind: 'text', text: utf8, note: null };
  if (thaiLetters(utf8) > lost) {
    const line = utf8.slice(0, utf8.indexOf('\uFFFD')).split('\n').length;
    return unreadable(`The file is UTF-8 with damaged characters, the first on line ${line}.`);
  }
  return readAs(bytes, 'windows-874');
}

function readAs(
  bytes: Uint8Array,
  encoding: 'utf-16le' | 'utf-16be' | 'windows-874',
): DecodedTable {
  const name = {
    'utf-16le': 'UTF-16',
    'utf-16be': 'UTF-16',
    'windows-874': 'TIS-620 (windows-874)',
  };
  return {
    kind: 'text',
    text: new TextDecoder(encoding).decode(bytes),
    note: `The file is not UTF-8; it was read as ${name[encoding]}.`,
  };
}
