/*
 * jest-light-runner 0.8.2 answers every worker as soon as the first one asks for its configuration. One that
 * has not come to listen yet misses the answer, asks in vain and waits for ever (seen on a busy machine).
 * Loaded before a worker's own code: what came too early is kept, and given when it is asked for.
 */
if (process.env.TINYPOOL_WORKER_ID && process.send) {
  const { emit, send } = process;
  let kept = null;
  process.emit = function emitAndKeep(name, ...values) {
    if (name === 'message' && values[0]?.type === 'jest-light-runner-worker-data') kept = values;
    return emit.call(this, name, ...values);
  };
  process.send = function sendOrAnswer(message, ...rest) {
    if (kept === null || message !== 'jest-light-runner-get-worker-data')
      return send.call(this, message, ...rest);
    setImmediate(() => emit.call(process, 'message', ...kept));
    return true;
  };
}
