import type { Doc } from '../bson/value.js';
import { refuse } from '../mongo-error.js';
import { compileProjection } from '../query/project.js';
import type { Transaction } from '../store/transaction.js';
import { type CommandContext, docField, flagField, namespaceOf } from './context.js';
import { runWrite } from './run-write.js';
import { removeDocs, updateDocs } from './write.js';

/** findOneAndUpdate, findOneAndReplace and findOneAndDelete of the driver. */
export function findAndModify(context: CommandContext): Doc | Promise<Doc> {
  const { command } = context;
  const ns = namespaceOf(context);
  const project = compileProjection(command.fields ?? undefined);
  const isRemove = flagField(command, 'remove');
  const isOther = flagField(command, 'new') || flagField(command, 'upsert');
  if (isRemove === (command.update !== undefined)) refuse(9, 'Either update or remove is needed');
  if (isRemove && isOther) refuse(9, 'Cannot specify new=true or upsert=true with remove=true');
  const run = isRemove ? removeOne : updateOne;
  return runWrite(context, (transaction) => {
    const { lastErrorObject, doc } = run(context, transaction, ns);
    return { lastErrorObject, value: doc && project(doc), ok: 1 };
  });
}

type Outcome = { lastErrorObject: Doc; doc: Doc | null };

function removeOne(context: CommandContext, transaction: Transaction, ns: string): Outcome {
  const filter = docField(context.command, 'query');
  const sort = context.command.sort;
  const [doc] = removeDocs(context, transaction, ns, { filter, sort, limit: 1 });
  return { lastErrorObject: { n: doc ? 1 : 0 }, doc: doc ?? null };
}

function updateOne(context: CommandContext, transaction: Transaction, ns: string): Outcome {
  const { command } = context;
  const { matched, upserted } = updateDocs(context, transaction, ns, {
    filter: docField(command, 'query'),
    update: command.update,
    sort: command.sort,
    isMulti: false,
    isUpsert: flagField(command, 'upsert'),
  });
  const { before, after } = matched[0] ?? { before: null, after: upserted };
  const lastErrorObject: Doc = { n: after ? 1 : 0, updatedExisting: before !== null };
  if (upserted) lastErrorObject.upserted = upserted._id;
  return { lastErrorObject, doc: flagField(command, 'new') ? after : before };
}
