const { setTimeout: wait } = require('node:timers/promises');
const { addEventHandler, getState } = require('jest-circus');

/** How long a test or a hook may take, unless it says otherwise; the runner itself waits for ever. */
const limitMs = Number(process.env.TEST_TIMEOUT_MS);
/** By the state of a test file: the next one has another. */
const limitsOfFiles = new WeakMap();
jest.setTimeout = (timeoutMs) => limitsOfFiles.set(getState(), timeoutMs);

function limited(work, timeoutMs) {
  return async () => {
    const over = new AbortController();
    const late = wait(timeoutMs, undefined, { signal: over.signal, ref: false }).then(() => {
      throw new Error(`took longer than ${timeoutMs} ms`);
    });
    late.catch(() => undefined);
    try {
      await Promise.race([work(), late]);
    } finally {
      over.abort();
    }
  };
}

addEventHandler((event, state) => {
  const made =
    event.name === 'add_test'
      ? state.currentDescribeBlock.children.at(-1)
      : event.name === 'add_hook'
        ? state.currentDescribeBlock.hooks.at(-1)
        : null;
  if (made?.fn) made.fn = limited(made.fn, event.timeout ?? limitsOfFiles.get(state) ?? limitMs);
});
