import { MongoError, refuse } from './mongo-error.js';

/*
 * The allow-list: everything this server does, in one table. What is not named here is refused
 * with MongoDB's own code and the name of what was asked, so that a program which works on the
 * embedded database can never behave differently on a real one without anybody noticing.
 */

/** Fields every command may carry. */
export const commonFields = [
  '$db',
  '$readPreference',
  'lsid',
  'txnNumber',
  'autocommit',
  'startTransaction',
  'readConcern',
  'writeConcern',
  'maxTimeMS',
];

/** The handshake is open by design: drivers announce abilities in it that a server may not know. */
const handshake = ['*'];

/** Commands and the fields each takes beside its own name and the common ones. */
export const commandFields = {
  hello: handshake,
  isMaster: handshake,
  ismaster: handshake,
  ping: [],
  buildInfo: [],
  endSessions: [],
  insert: ['documents', 'ordered'],
  update: ['updates', 'ordered'],
  delete: ['deletes', 'ordered'],
  find: ['filter', 'sort', 'projection', 'skip', 'limit', 'batchSize', 'singleBatch'],
  getMore: ['collection', 'batchSize'],
  killCursors: ['cursors'],
  aggregate: ['pipeline', 'cursor'],
  count: ['query', 'skip', 'limit'],
  distinct: ['key', 'query'],
  findAndModify: ['query', 'sort', 'remove', 'update', 'new', 'upsert', 'fields'],
  create: [],
  drop: [],
  dropDatabase: [],
  listCollections: ['filter', 'nameOnly', 'authorizedCollections', 'cursor'],
  listIndexes: ['cursor'],
  createIndexes: ['indexes'],
  dropIndexes: ['index'],
  listDatabases: ['filter', 'nameOnly', 'authorizedDatabases'],
  commitTransaction: [],
  abortTransaction: [],
  explain: ['verbosity'],
} as const satisfies Record<string, readonly string[]>;

export type CommandName = keyof typeof commandFields;

/** What can be explained. */
export const explained = ['find', 'aggregate', 'count'] as const;

/** What may run inside a multi-document transaction. */
export const commandsInTransactions: readonly CommandName[] = [
  'insert',
  'update',
  'delete',
  'find',
  'getMore',
  'killCursors',
  'aggregate',
  'findAndModify',
  'commitTransaction',
  'abortTransaction',
];

/** Fields of the statements and sub-documents inside commands. */
export const subFields = {
  'update.updates': ['q', 'u', 'upsert', 'multi'],
  'delete.deletes': ['q', 'limit'],
  'aggregate.cursor': ['batchSize'],
  'listCollections.cursor': ['batchSize'],
  'listIndexes.cursor': ['batchSize'],
  writeConcern: ['w', 'j', 'wtimeout'],
  readConcern: ['level'],
} as const satisfies Record<string, readonly string[]>;

export const readConcernLevels = ['local', 'majority', 'snapshot'];

/** `background` is accepted and without effect, as in MongoDB since 4.2. */
export const indexOptions = ['key', 'name', 'unique', 'partialFilterExpression', 'background'];

export const logicalOperators = ['$and', '$or'] as const;

/** Operators of a filter: what a value is tested for, and what is made of such tests along a path. */
export const valueTests = ['$eq', '$gt', '$gte', '$lt', '$lte', '$in', '$type', '$regex'] as const;
export const pathOperators = ['$ne', '$nin', '$not', '$exists', '$elemMatch', '$options'] as const;
export const queryOperators = [...valueTests, ...pathOperators];

/** Operators of a partial index: each keeps true when an array gains elements, so it can be implied. */
export const partialFilterOperators = ['$eq', '$gt', '$exists', '$type'];

export const updateOperators = [
  '$set',
  '$setOnInsert',
  '$unset',
  '$inc',
  '$push',
  '$pull',
] as const;

export const pushModifiers = ['$each'];

export const stages = [
  '$match',
  '$group',
  '$sort',
  '$limit',
  '$skip',
  '$project',
  '$count',
  '$unwind',
] as const;

export const accumulators = ['$sum', '$min', '$max', '$avg'] as const;

export const expressions = [
  '$cond',
  '$eq',
  '$ne',
  '$gt',
  '$gte',
  '$lt',
  '$lte',
  '$and',
  '$or',
  '$substrCP',
  '$toDate',
  '$dateToString',
] as const;

/** Narrows a name from the wire to a member of one of the lists above. */
export function isAllowed<T extends string>(list: readonly T[], name: string): name is T {
  return (list as readonly string[]).includes(name);
}

/** @throws MongoError 59 */
export function requireCommand(name: string): CommandName {
  if (!Object.hasOwn(commandFields, name)) refuse(59, `no such command: '${name}'`);
  return name as CommandName;
}

const fieldsOf = new Map<string, ReadonlySet<string>>(
  Object.entries(commandFields).map(([name, own]) => [
    name,
    new Set<string>([name, ...own, ...commonFields]),
  ]),
);

/** @throws MongoError 40415 naming the first field that the command does not know */
export function requireCommandFields(name: CommandName, fields: readonly string[]): void {
  const known = fieldsOf.get(name);
  if (known?.has('*')) return;
  for (const field of fields) if (!known?.has(field)) throw unknownField(`${name}.${field}`);
}

/** @throws MongoError 40415 naming the first field that is not allowed there */
export function requireSubFields(place: keyof typeof subFields, fields: readonly string[]): void {
  const known: readonly string[] = subFields[place];
  for (const field of fields) {
    if (!known.includes(field)) throw unknownField(`${place}.${field}`);
  }
}

function unknownField(path: string): MongoError {
  return new MongoError(40415, `BSON field '${path}' is an unknown field.`);
}
