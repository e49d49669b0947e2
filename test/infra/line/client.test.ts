import { createServer, type RequestListener, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { request } from 'undici';
import { makeLineApi } from '../../../src/infra/line/client.js';
import { countedLine } from '../../../src/infra/line/counted-line.js';
import { deadlineAgent, limitedFetch } from '../../../src/infra/line/deadline-agent.js';

const fetchBefore = globalThis.fetch;
const deadlineMs = 200;
let server: Server | null = null;
beforeEach(() => {
  globalThis.fetch = limitedFetch(deadlineMs) as typeof fetch;
});
afterEach(() => {
  globalThis.fetch = fetchBefore;
  server?.closeAllConnections();
  server?.close();
  server = null;
});

async function listen(answer: RequestListener): Promise<string> {
  const made = createServer(answer);
  server = made;
  await new Promise<void>((done) => made.listen(0, '127.0.0.1', done));
  return `http://127.0.0.1:${(made.address() as AddressInfo).port}`;
}

/** How a push to that address ends, and what the metrics say of it. */
async function pushTo(baseUrl: string): Promise<{ answer: unknown; counted: string[] }> {
  const counted: string[] = [];
  const line = countedLine(makeLineApi({ baseUrl, channelAccessToken: 'token' }), (...call) =>
    counted.push(call.join(' ')),
  );
  return { answer: await line.push('U1', [{ type: 'text', text: 'x' } as never], 'key'), counted };
}

const answering =
  (status: number, headers: Record<string, string> = {}, body = '{}'): RequestListener =>
  (_request, response) => {
    response.writeHead(status, headers).end(body);
  };

test.each<[string, RequestListener, object, string]>([
  ['200', answering(200), { kind: 'ok' }, '200'],
  ['409', answering(409), { kind: 'accepted-before' }, '409'],
  ['403', answering(403), { kind: 'refused', status: 403 }, '403'],
  ['502 with a page', answering(502, {}, '<html>'), { kind: 'unclear', what: '502' }, '502'],
  ['a redirect', answering(307, { location: '/' }), { kind: 'unclear', what: '307' }, '307'],
  [
    'a cut answer',
    answering(200, {}, '{"sent'),
    { kind: 'unclear', what: 'cut-answer' },
    'cut-answer',
  ],
  ['no answer', () => undefined, { kind: 'unclear', what: 'timeout' }, 'timeout'],
  [
    'a body that never ends',
    (_request, response) => response.writeHead(200).write('{'),
    { kind: 'unclear', what: 'timeout' },
    'timeout',
  ],
])('%s', async (_name, listener, expected, status) => {
  const { answer, counted } = await pushTo(await listen(listener));
  expect(answer).toMatchObject(expected);
  expect(counted).toEqual([`push ${status}`]);
});

test('nobody listens: surely not accepted, and counted as what it is', async () => {
  const url = await listen(answering(200));
  server?.close();
  const { answer, counted } = await pushTo(url);
  expect(answer).toEqual({ kind: 'unreached', what: 'ECONNREFUSED' });
  expect(counted).toEqual(['push ECONNREFUSED']);
});

test('a call that finds no free connection before its deadline is never begun', async () => {
  let arrived = 0;
  const url = await listen(() => {
    arrived += 1;
  });
  const dispatcher = deadlineAgent(deadlineMs, 1);
  const ask = (): Promise<unknown> => request(url, { dispatcher }).catch((error: unknown) => error);
  const ends = await Promise.all(Array.from({ length: 6 }, ask));
  expect(ends[0]).toMatchObject({ name: 'TimeoutError' });
  expect(ends.at(-1)).toMatchObject({ code: 'UND_ERR_CONNECT_TIMEOUT' });
  expect(arrived).toBeLessThan(6);
});
