import type { Dispatcher } from 'undici';

/**
 * Puts a dispatcher under `fetch`, as setGlobalDispatcher does; the returned function takes it away.
 * Jest runs tests in a realm of their own, and Node's fetch looks for its dispatcher in the outer one,
 * which only something that was made there can reach.
 */
export function dispatchFetchBy(dispatcher: Dispatcher): () => void {
  const makeFunction = Object.getPrototypeOf(fetch).constructor as FunctionConstructor;
  const outer = makeFunction('return globalThis')() as Record<symbol, unknown>;
  const key = Symbol.for('undici.globalDispatcher.1');
  const before = outer[key];
  outer[key] = dispatcher;
  return () => {
    outer[key] = before;
  };
}
