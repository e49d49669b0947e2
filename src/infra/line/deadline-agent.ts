import { Agent, type Dispatcher, errors, request } from 'undici';

/** Twice what all lanes of the outbox call at once: a slow lane never takes the last one. */
const mostConnections = 1_024;

/**
 * A dispatcher under which no call takes longer than `deadlineMs` from its start to the end of its body:
 * the socket is then closed for good. LINE's client has no time-out and takes no AbortSignal, so the
 * deadline has to sit below it.
 */
export function deadlineAgent(deadlineMs: number, connections = mostConnections): Dispatcher {
  const agent = new Agent({ connect: { timeout: deadlineMs }, connections, pipelining: 1 });
  return agent.compose((dispatch) => (options, handler) => {
    // Connecting counts too: there is nothing to abort before it is done, so it has a limit of its own.
    const endsAt = performance.now() + deadlineMs;
    let timer: NodeJS.Timeout | undefined;
    const watched: Dispatcher.DispatchHandler = {
      onRequestStart(controller, context) {
        const leftMs = endsAt - performance.now();
        if (leftMs <= 0) {
          // Not a byte was written: the other side cannot have accepted it.
          controller.abort(new errors.ConnectTimeoutError('no connection became free'));
          return;
        }
        timer = setTimeout(
          () => controller.abort(new DOMException('deadline passed', 'TimeoutError')),
          leftMs,
        );
        handler.onRequestStart?.(controller, context);
      },
      onRequestUpgrade: (...args) => handler.onRequestUpgrade?.(...args),
      onResponseStart: (...args) => handler.onResponseStart?.(...args),
      onResponseData: (...args) => handler.onResponseData?.(...args),
      onResponseEnd(...args) {
        clearTimeout(timer);
        handler.onResponseEnd?.(...args);
      },
      onResponseError(...args) {
        clearTimeout(timer);
        handler.onResponseError?.(...args);
      },
    };
    return dispatch(options, watched);
  });
}

/** What this process asks of a `fetch`: bodies are words, and the whole answer is read. */
type Fetch = (
  url: string | URL,
  init?: {
    readonly method?: Dispatcher.HttpMethod;
    readonly headers?: Readonly<Record<string, string>>;
    readonly body?: string;
    readonly signal?: AbortSignal;
  },
) => Promise<Response>;

/**
 * A `fetch` that ends within `deadlineMs` and follows no redirect: the token is for LINE's host only. It is
 * undici's plain request, which takes half the time of a whole `fetch` with its streams (docs/adr/0006).
 * Throws what undici throws.
 */
export function limitedFetch(deadlineMs: number): Fetch {
  const dispatcher = deadlineAgent(deadlineMs);
  return async (url, init) => {
    const { statusCode, headers, body } = await request(url, { ...init, dispatcher });
    const bytes = await body.arrayBuffer();
    return new Response(bytes.byteLength === 0 ? null : bytes, {
      status: statusCode,
      headers: headers as Record<string, string>,
    });
  };
}

/**
 * From now on every `fetch` of this process is of that kind; LINE's client takes no other from us. Options
 * that `Fetch` does not name are not looked at.
 */
export function limitFetch(deadlineMs: number): void {
  globalThis.fetch = limitedFetch(deadlineMs) as typeof fetch;
}
