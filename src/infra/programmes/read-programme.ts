import { type Programme, programmeSchema } from '../../core/programme.js';

export type ProgrammeRead =
  | { readonly kind: 'programme'; readonly programme: Programme }
  /** One sentence each, beginning with the place in the file. */
  | { readonly kind: 'problems'; readonly problems: readonly string[] };

/** Reads and checks the text of a programme file. Every problem is named at once. */
export function readProgrammeText(text: string): ProgrammeRead {
  let json: unknown;
  try {
    json = JSON.parse(text.replace(/^\uFEFF/, ''));
  } catch (error) {
    const why = (error as Error).message.split('\n')[0] ?? '';
    return { kind: 'problems', problems: [`the file is not JSON: ${why}`] };
  }
  const read = programmeSchema.safeParse(json);
  if (read.success) return { kind: 'programme', programme: read.data };
  const problems = read.error.issues.map(({ path, message }) => `${placeOf(path)}: ${message}`);
  return { kind: 'problems', problems };
}

/** `activities[2].reporting.rounds[0].due` */
const placeOf = (path: readonly PropertyKey[]): string =>
  path
    .map((key, i) => (typeof key === 'number' ? `[${key}]` : `${i > 0 ? '.' : ''}${String(key)}`))
    .join('') || 'the programme';
