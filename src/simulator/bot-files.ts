export type BotFile = {
  readonly status: number;
  readonly contentType: string;
  readonly bytes: Buffer;
};
/** A file that the bot serves, by what follows its public address; null when there is no bot. */
export type BotFiles = (rest: string) => Promise<BotFile | null>;

const FETCH_MS = 10_000;

/**
 * LINE takes pictures from public https addresses; the bot beside us has none. What it says is at
 * `publicBaseUrl` is fetched from `origin`, and nothing from anywhere else.
 */
export function createBotFiles(
  publicBaseUrl: string | null,
  origin: () => string | null,
): BotFiles {
  return async (rest) => {
    const from = origin();
    if (from === null || publicBaseUrl === null) return null;
    const base = new URL(publicBaseUrl).pathname.replace(/\/$/, '');
    const url = new URL(from);
    const [path = '', query = ''] = rest.split('?', 2);
    url.pathname = `${base}/${path}`;
    url.search = query;
    const answer = await fetch(url, { redirect: 'manual', signal: AbortSignal.timeout(FETCH_MS) });
    return {
      status: answer.status,
      contentType: answer.headers.get('content-type') ?? 'application/octet-stream',
      bytes: Buffer.from(await answer.arrayBuffer()),
    };
  };
}
