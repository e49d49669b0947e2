import { type CommandName, requireSubFields, type subFields } from '../allowed.js';
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

const isMissing = (value: unknown): boolean => value === undefined || value === null;

/** A sub-document, empty when absent; `place` names what it may hold. @throws MongoError 14, 40415 */
export function docField(command: Doc, field: string, place?: keyof typeof subFields): Doc {
  const value = command[field];
  if (isMissing(value)) return {};
  if (!isDoc(value)) throw wrongType(field, 'object');
  if (place) requireSubFields(place, Object.keys(value));
  return value;
}

/** A whole number; `missing` when the field is absent. @throws MongoError 14 */
export function wholeField<T>(command: Doc, field: string, missing: T): number | T {
  const value = command[field];
  if (isMissing(value)) return missing;
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
  if (isMissing(value)) return false;
  if (typeof value !== 'boolean' && toNumber(value) === undefined) throw wrongType(field, 'bool');
  return isTruthy(value);
}

/** Statements of a write, of which there must be some. @throws MongoError 14, 16 */
export function statementsField(command: Doc, field: string): Doc[] {
  const statements = docsField(command, field);
  if (statements.length === 0) refuse(16, `Write batch sizes must be at least 1`);
  return statements;
}

/** Refuses a statement that lacks a needed field or has an unknown one. @throws MongoError 40414, 40415 */
export function requireFields(
  place: keyof typeof subFields,
  statements: readonly Doc[],
  needed: readonly string[],
): void {
  for (const statement of statements) {
    for (const name of needed)
      if (isMissing(statement[name])) refuse(40414, `${place}.${name} is missing`);
    requireSubFields(place, Object.keys(statement));
  }
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
