import type { Doc } from './bson/value.js';

/** The names MongoDB gives to the codes used here; anything else is called `Location<code>`. */
const codeNames: Readonly<Record<number, string>> = {
  1: 'InternalError',
  2: 'BadValue',
  9: 'FailedToParse',
  14: 'TypeMismatch',
  15: 'Overflow',
  16: 'InvalidLength',
  22: 'InvalidBSON',
  26: 'NamespaceNotFound',
  27: 'IndexNotFound',
  28: 'PathNotViable',
  40: 'ConflictingUpdateOperators',
  43: 'CursorNotFound',
  48: 'NamespaceExists',
  50: 'MaxTimeMSExpired',
  52: 'DollarPrefixedFieldName',
  53: 'InvalidIdField',
  54: 'NotSingleValueField',
  56: 'EmptyFieldName',
  59: 'CommandNotFound',
  66: 'ImmutableField',
  67: 'CannotCreateIndex',
  72: 'InvalidOptions',
  73: 'InvalidNamespace',
  79: 'UnknownReplWriteConcern',
  85: 'IndexOptionsConflict',
  86: 'IndexKeySpecsConflict',
  100: 'UnsatisfiableWriteConcern',
  112: 'WriteConflict',
  117: 'ConflictingOperationInProgress',
  168: 'InvalidPipelineOperator',
  171: 'CannotIndexParallelArrays',
  197: 'InvalidIndexSpecificationOption',
  225: 'TransactionTooOld',
  241: 'ConversionFailure',
  251: 'NoSuchTransaction',
  256: 'TransactionCommitted',
  263: 'OperationNotSupportedInTransaction',
  10334: 'BSONObjectTooLarge',
  11000: 'DuplicateKey',
};

/** An error that goes to the client in MongoDB's shape: `{ ok: 0, code, codeName, errmsg, … }`. */
export class MongoError extends Error {
  readonly code: number;
  /** further fields of the reply, such as keyPattern and keyValue of a duplicate key */
  readonly extra: Doc;

  constructor(code: number, message: string, extra: Doc = {}) {
    super(message);
    this.code = code;
    this.extra = extra;
  }
}

/** Ends a command with MongoDB's code. @throws MongoError always, so the compiler knows that nothing follows */
export function refuse(code: number, message: string, extra?: Doc): never {
  throw new MongoError(code, message, extra);
}

export function codeName(code: number): string {
  return codeNames[code] ?? `Location${code}`;
}

/** Thrown by a plain write that met a document locked by an open transaction: wait, then try again. */
export class LockedByTransaction extends Error {
  readonly released: Promise<void>;

  constructor(released: Promise<void>) {
    super('locked by a transaction');
    this.released = released;
  }
}
