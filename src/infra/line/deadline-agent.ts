import { Agent, type Dispatcher, install, setGlobalDispatcher } from 'undici';

/**
 * A dispatcher under which no call takes longer than `deadlineMs` from its start to the end of its body:
 * the socket is then closed for good. LINE's client has no time-out and takes no AbortSignal, so the
 * deadline has to sit below it.
 */
export function deadlineAgent(deadlineMs: number): Dispatcher {
  const agent = new Agent({ connect: { timeout: deadlineMs }, connections: 512, pipelining: 1 });
  return agent.compose((dispatch) => (options, handler) => {
    // Connecting counts too: there is nothing to abort before it is done, so it has a limit of its own.
    const endsAt = performance.now() + deadlineMs;
    let timer: NodeJS.Timeout | undefined;
    const watched: Dispatcher.DispatchHandler = {
      onRequestStart(controller, context) {
        timer = setTimeout(
          () => controller.abort(new DOMException('deadline passed', 'TimeoutError')),
          Math.max(0, endsAt - performance.now()),
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

/**
 * From now on every `fetch` of this process ends within `deadlineMs`. It becomes undici's own, which fits the
 * dispatcher: the one that Node brings along needs each call translated.
 */
export function limitFetch(deadlineMs: number): void {
  install();
  setGlobalDispatcher(deadlineAgent(deadlineMs));
}
