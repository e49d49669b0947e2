import { AppError, codeOf } from '../../core/fault.js';

/** Somebody else was first: the unique index decided (E11000). */
export const isDuplicate = (error: unknown): boolean => codeOf(error) === 11000;

/** There is no such collection (NamespaceNotFound). */
export const isMissing = (error: unknown): boolean => codeOf(error) === 26;

const hasLabel = (error: unknown, label: string): boolean =>
  error instanceof Error &&
  'hasErrorLabel' in error &&
  typeof error.hasErrorLabel === 'function' &&
  error.hasErrorLabel(label) === true;

/** The transaction met another one and left nothing behind: decide anew. */
export const isConflict = (error: unknown): boolean => hasLabel(error, 'TransientTransactionError');

/** The answer to a commit was lost: it may or may not be true. */
export const isUnknownCommit = (error: unknown): boolean =>
  hasLabel(error, 'UnknownTransactionCommitResult');

/** Answers of a node that is no longer, or not yet, the primary, or is shutting down. */
const failoverCodes: readonly unknown[] = [
  6, 7, 89, 91, 189, 9001, 10107, 11600, 11602, 13435, 13436,
];

/** The database could not be reached or changed under us: the same work may succeed later. */
export function isPassing(thrown: unknown): boolean {
  const error = insideOf(thrown);
  return (
    (error instanceof AppError && error.kind === 'passing') ||
    isConflict(error) ||
    hasLabel(error, 'RetryableWriteError') ||
    failoverCodes.includes(codeOf(error)) ||
    (error instanceof Error &&
      /^Mongo(Network|ServerSelection|PoolC|NotConnected|Topology|WaitQueue)/.test(error.name))
  );
}

/** Writes of many wrap whatever went wrong. */
const insideOf = (error: unknown): unknown =>
  error instanceof Error && 'errorResponse' in error && error.errorResponse instanceof Error
    ? error.errorResponse
    : error;
