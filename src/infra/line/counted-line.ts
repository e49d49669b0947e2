import type { LineAnswer } from '../outbox/outcome.js';
import type { LineApi } from './client.js';

/** `line`, telling after every call which endpoint it was and how LINE answered. */
export function countedLine(
  line: LineApi,
  counted: (endpoint: string, status: string) => void,
): LineApi {
  type Call = (...args: readonly unknown[]) => Promise<unknown>;
  const wrap =
    (endpoint: string, call: Call): Call =>
    async (...args) => {
      try {
        const answer = await call(...args);
        counted(endpoint, statusOf(answer));
        return answer;
      } catch (error) {
        counted(endpoint, statusOfError(error));
        throw error;
      }
    };
  const calls = Object.entries(line).map(([endpoint, call]) => [
    endpoint,
    wrap(endpoint, call as Call),
  ]);
  return Object.fromEntries(calls) as LineApi;
}

type Clear = Exclude<LineAnswer['kind'], 'refused' | 'unclear' | 'unreached'>;
const statuses: Readonly<Record<Clear, string>> = {
  ok: '200',
  'accepted-before': '409',
  'rate-limited': '429',
  'quota-reached': '429',
  'invalid-reply-token': '400',
};

/** The HTTP status, or what there was instead of one: `timeout`, `cut-answer`, `network` … */
function statusOf(answer: unknown): string {
  if (typeof answer !== 'object' || answer === null || !('kind' in answer)) return '200';
  const said = answer as LineAnswer;
  if (said.kind === 'refused') return String(said.status);
  return 'what' in said ? said.what : statuses[said.kind];
}

const statusOfError = (error: unknown): string =>
  typeof error === 'object' && error !== null && 'status' in error
    ? String(error.status)
    : 'network';
