import type { Doc } from '../bson/value.js';
import { refuse } from '../mongo-error.js';
import { compileFilter } from '../query/match.js';
import { type Collection, newCollection } from '../store/collection.js';
import { idIndexSpec } from '../store/index-state.js';
import { dropCollection, findCollection, requireNoWriters } from '../store/store.js';
import { type CommandContext, docField, flagField, namespaceOf } from './context.js';
import { firstReply } from './cursors.js';
import { runWhenUnlocked, runWrite } from './run-write.js';

export function create(context: CommandContext): Doc | Promise<Doc> {
  const ns = namespaceOf(context);
  return runWrite(context, (transaction) => {
    const known = findCollection(context.server.store, transaction, ns);
    if (known) refuse(48, `Collection ${ns} already exists.`);
    transaction.created.set(ns, newCollection(ns));
    return { ok: 1 };
  });
}

export async function drop(context: CommandContext): Promise<Doc> {
  const { store } = context.server;
  const ns = namespaceOf(context);
  return runWhenUnlocked(context, () => {
    const collection = store.collections.get(ns);
    if (!collection) refuse(26, 'ns not found');
    const reply = { nIndexesWas: collection.indexes.length, ns, ok: 1 };
    return { reply, changes: dropCollection(store, collection) };
  });
}

export async function dropDatabase(context: CommandContext): Promise<Doc> {
  const { store } = context.server;
  return runWhenUnlocked(context, () => {
    const collections = collectionsOf(context);
    collections.forEach(requireNoWriters);
    const changes = collections.flatMap((collection) => dropCollection(store, collection));
    return { reply: { dropped: context.database, ok: 1 }, changes };
  });
}

function collectionsOf({ server, database }: CommandContext): Collection[] {
  return [...server.store.collections.values()].filter(({ ns }) => ns.startsWith(`${database}.`));
}

export function listCollections(context: CommandContext): Doc {
  const { command, database, server } = context;
  docField(command, 'cursor', 'listCollections.cursor');
  const matches = compileFilter(docField(command, 'filter'));
  const described = collectionsOf(context).map(({ ns, uuid }) => ({
    name: ns.slice(database.length + 1),
    type: 'collection',
    options: {},
    info: { readOnly: false, uuid },
    idIndex: idIndexSpec,
  }));
  const docs = described
    .filter(matches)
    .map((doc) => (flagField(command, 'nameOnly') ? { name: doc.name, type: doc.type } : doc));
  return firstReply(server.cursors, `${database}.$cmd.listCollections`, docs);
}

export function listDatabases({ server, command }: CommandContext): Doc {
  const matches = compileFilter(docField(command, 'filter'));
  const names = new Set([...server.store.collections.keys()].map((ns) => ns.split('.', 1)[0]));
  const facts = flagField(command, 'nameOnly') ? {} : { sizeOnDisk: 0, empty: false };
  const databases = [...names].map((name) => ({ name, ...facts })).filter(matches);
  return { databases, totalSize: 0, ok: 1 };
}
