import type { UploadKind } from '../page-contract.js';
import { type Deed, type NewPhone, type RosterPerson, UPLOAD_MAX_BYTES } from '../page-contract.js';
import type { Persona } from '../persona.js';

const OURS = { 'x-simulator': 'page' };

async function ask(path: string, init: RequestInit): Promise<Response | null> {
  try {
    const response = await fetch(path, init);
    return response.ok ? response : null;
  } catch {
    return null;
  }
}

const send = (path: string, body: unknown): Promise<Response | null> => {
  const headers = { ...OURS, 'content-type': 'application/json' };
  return ask(path, { method: 'POST', headers, body: JSON.stringify(body) });
};
const post = async (path: string, body: unknown): Promise<boolean> =>
  (await send(path, body)) !== null;

/**
 * Does it on this person's phone, or in this group in the name of `as`; false when the simulator could
 * not be reached.
 */
export const act = (userId: string, deed: Deed, as?: string): Promise<boolean> =>
  post('/_sim/act', { userId, ...deed, as });

/** Moves the clock on, to a moment or by so much; true when all that happens until then has happened. */
export const moveClock = (wish: { to: number } | { byMs: number }): Promise<boolean> =>
  post('/_sim/clock', wish);

/** Begins everything anew: chats, people and, where it can, the bot's own data. */
export const startAnew = (): Promise<boolean> => post('/_sim/reset', {});

/** Gives somebody a phone; answers its id, or null when nobody came. */
export async function addPhone(phone: NewPhone): Promise<string | null> {
  const response = await send('/_sim/phones', phone);
  return response === null ? null : ((await response.json()) as Persona).id;
}

/** People of the bot's roster whose name or place matches; null when the simulator did not answer. */
export async function findInRoster(words: string): Promise<readonly RosterPerson[] | null> {
  const query = new URLSearchParams({ q: words });
  const response = await ask(`/_sim/roster?${query}`, { headers: OURS });
  return response === null ? null : await response.json();
}

/** As what the LINE app sends a file of this type. */
const kindOf = (type: string): UploadKind => {
  const general = type.split('/', 1)[0];
  return general === 'image' || general === 'video' || general === 'audio' ? general : 'file';
};

/**
 * Sends files of this computer from a phone; several pictures go together, as from LINE's album.
 * Answers `too-large` before anything is sent.
 */
export async function sendFiles(
  userId: string,
  files: readonly File[],
  how: { readonly as?: string | undefined; readonly album: boolean },
): Promise<'sent' | 'failed' | 'too-large'> {
  const kinds = files.map(({ type }) => (how.album ? kindOf(type) : 'file'));
  if (files.some(({ size }, i) => size > UPLOAD_MAX_BYTES[kinds[i] ?? 'file'])) return 'too-large';
  const isSet = files.length > 1 && kinds.every((kind) => kind === 'image');
  const set = crypto.randomUUID();
  for (const [i, file] of files.entries()) {
    const query = new URLSearchParams({ userId, kind: kinds[i] ?? 'file', name: file.name });
    if (how.as !== undefined) query.set('as', how.as);
    if (isSet) {
      query.set('set', set);
      query.set('index', String(i + 1));
      query.set('total', String(files.length));
    }
    const headers = { ...OURS, 'content-type': file.type || 'application/octet-stream' };
    const sent = await ask(`/_sim/upload?${query}`, { method: 'POST', headers, body: file });
    if (sent === null) return 'failed';
  }
  return 'sent';
}
