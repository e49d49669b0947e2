import { AppError } from '../../core/fault.js';

/**
 * The outcome of `work`, or AppError `too-slow` after `limitMs`; the work itself goes on. The limit is a
 * matter of the network, not of the programme's calendar: it runs in real time.
 */
export function within<T>(work: Promise<T>, limitMs: number): Promise<T> {
  return new Promise((done, failed) => {
    const tooSlow = (): void => failed(new AppError('too-slow', { kind: 'passing' }));
    const timer = setTimeout(tooSlow, limitMs);
    work.then(done, failed).finally(() => clearTimeout(timer));
  });
}
