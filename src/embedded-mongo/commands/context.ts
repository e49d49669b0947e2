import type { CommandName } from '../allowed.js';
import { type Doc, isDoc, isTruthy, show, toNumber } from '../bson/value.js';
import { MongoError, refuse } from '../mongo-error.js';
import type { Store } from '../store/store.js';
import type { Transaction } from '../store/transaction.js';
import type { Cursors } from './cursors.js';
import type { Session, Sessions } from './sessions.js';

/** Everything that lives as long as the server. */
export type ServerState = {
  readonly store: Store;
  readonly sessions: Sessions;
  readonly cursors: Cursors;
  /** `host:port` under which a driver can reach this server, for `hello` */
  readonly address: () => string;
};

/** One command being run. */
export type CommandContext = {
  readonly server: ServerState;
  readonly name: CommandName;
  readonly command: Doc;
  readonly database: string;
  readonly session: Session | null;
  /** the client's open transaction, when the command belongs to one */
  readonly transaction: Transaction | null;
  /** `txnNumber` of a retryable write outside a transaction */
  readonly retryNumber: number | null;
  /** from maxTimeMS: limits the wait for a locked document */
  readonly deadline: number | null;
};

/** `database.collection` from the command's own field. @throws MongoError 73 */
export function namespaceOf({ command, name, database }: CommandContext): string {
  return namespace(database, command[name]);
}

export function namespace(database: string, collection: unknown): string {
  if (typeof collection !== 'string' || collection === '' || /[$\0]/.test(collection)) {
    refuse(73, `Invalid namespace specified '${database}.${show(collection)}'`);
  }
  return `${database}.${collection}`;
}

export function docField(command: Doc, field: string): Doc {
  const value = command[field];
  if (value === undefined || value === null) return {};
  if (!isDoc(value)) throw wrongType(field, 'object');
  return value;
}

/** A whole number; `missing` when the field is absent. @throws MongoError 14 */
export function wholeField(command: Doc, field: string, missing: number): number {
  const value = command[field];
  if (value === undefined || value === null) return missing;
  const number = toNumber(value);
  if (number === undefined || !Number.isInteger(number)) throw wrongType(field, 'whole number');
  return number;
}

/** As `wholeField`, refusing negative numbers. @throws MongoError 51024 */
export function countField(command: Doc, field: string, missing: number): number {
  const number = wholeField(command, field, missing);
  if (number < 0) refuse(51024, `BSON field '${field}' value must be >= 0`);
  return number;
}

/** @throws MongoError 14 for what is neither true or false nor a number */
export function flagField(command: Doc, field: string): boolean {
  const value = command[field];
  if (value === undefined || value === null) return false;
  if (typeof value !== 'boolean' && toNumber(value) === undefined) throw wrongType(field, 'bool');
  return isTruthy(value);
}

/** Statements of a write, each with all that it cannot go without. @throws MongoError 14, 16, 40414 */
export function statementsField(
  command: Doc,
  field: string,
  required: readonly string[] = [],
): Doc[] {
  const statements = docsField(command, field);
  if (statements.length === 0) refuse(16, `Write batch sizes must be at least 1`);
  for (const statement of statements)
    for (const name of required)
      if (statement[name] === undefined || statement[name] === null) {
        refuse(40414, `BSON field '${field}.${name}' is missing but a required field`);
      }
  return statements;
}

/** The documents of a batch. @throws MongoError 14 */
export function docsField(command: Doc, field: string): Doc[] {
  const value = command[field];
  if (!Array.isArray(value) || !value.every(isDoc)) throw wrongType(field, 'array of objects');
  return value;
}

export function wrongType(field: string, expected: string): MongoError {
  return new MongoError(14, `BSON field '${field}' is the wrong type, expected ${expected}`);
}
