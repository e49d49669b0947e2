import * as table from '../../../src/embedded-mongo/allowed.js';

type Doc = Record<string, unknown>;

const isDoc = (value: unknown): value is Doc =>
  value !== null && typeof value === 'object' && Object.getPrototypeOf(value) === Object.prototype;
const docsIn = (value: unknown): Doc[] =>
  Array.isArray(value) ? value.filter(isDoc) : isDoc(value) ? [value] : [];

/**
 * What a command asks of the allow-list, as `place name`: its name and fields, its operators, stages,
 * expressions, accumulators and index options.
 */
export function demandOf(command: Doc): Set<string> {
  const found = new Set<string>();
  const note = (place: string, name: string) => found.add(`${place} ${name}`);
  const [name = ''] = Object.keys(command);
  note('command', name);
  if (Object.hasOwn(table.commandFields, name)) {
    for (const field of Object.keys(command)) if (field !== name) noteField(note, name, field);
  }
  noteSub(note, 'writeConcern', command.writeConcern);
  noteSub(note, 'readConcern', command.readConcern);
  if (isDoc(command.readConcern)) note('readConcern level is', String(command.readConcern.level));
  if (command.autocommit === false) note('in a transaction', name);
  for (const field of ['filter', 'query']) filter(note, command[field]);
  noteSub(note, `${name}.cursor`, command.cursor);
  update(note, command.update);
  for (const statement of docsIn(command.updates)) {
    noteSub(note, 'update.updates', statement);
    filter(note, statement.q);
    update(note, statement.u);
  }
  for (const statement of docsIn(command.deletes)) {
    noteSub(note, 'delete.deletes', statement);
    filter(note, statement.q);
  }
  for (const stage of docsIn(command.pipeline)) noteStage(note, stage);
  for (const spec of docsIn(command.indexes)) {
    for (const option of Object.keys(spec)) note('index option', option);
    for (const condition of Object.values((spec.partialFilterExpression ?? {}) as Doc)) {
      const operators = isOperators(condition) ? Object.keys(condition) : [];
      for (const operator of operators) note('partial index', operator);
    }
  }
  if (name === 'explain' && isDoc(command.explain)) {
    note('explain of', Object.keys(command.explain)[0] ?? '');
    for (const item of demandOf(command.explain)) found.add(item);
  }
  return found;
}

type Note = (place: string, name: string) => void;

const isOperators = (value: unknown): value is Doc =>
  isDoc(value) && (Object.keys(value)[0]?.startsWith('$') ?? false);

function noteField(note: Note, command: string, field: string): void {
  const own: readonly string[] = table.commandFields[command as table.CommandName];
  if (own[0] === '*') return;
  note(own.includes(field) ? command : 'any command', field);
}

function noteSub(note: Note, place: string, value: unknown): void {
  if (isDoc(value) && Object.hasOwn(table.subFields, place))
    for (const field of Object.keys(value)) note(place, field);
}

function filter(note: Note, value: unknown): void {
  if (!isDoc(value)) return;
  for (const [key, condition] of Object.entries(value)) {
    if (key.startsWith('$')) {
      note('query', key);
      for (const part of docsIn(condition)) filter(note, part);
    } else if (isOperators(condition)) {
      filter(note, condition);
    }
  }
}

function update(note: Note, value: unknown): void {
  if (!isOperators(value)) return;
  for (const [operator, fields] of Object.entries(value)) {
    note('update operator', operator);
    if (!isDoc(fields)) continue;
    for (const argument of Object.values(fields)) {
      if (operator === '$pull')
        filter(note, isOperators(argument) ? { value: argument } : argument);
      else if (isOperators(argument))
        for (const modifier of Object.keys(argument)) note(operator, modifier);
    }
  }
}

function noteStage(note: Note, stage: Doc): void {
  for (const [name, spec] of Object.entries(stage)) {
    note('stage', name);
    if (name === '$match') filter(note, spec);
    if (name === '$project') for (const part of Object.values(spec as Doc)) expression(note, part);
    if (name !== '$group') continue;
    for (const [field, value] of Object.entries(spec as Doc)) {
      if (field === '_id') expression(note, value);
      else if (isDoc(value)) {
        for (const [accumulator, argument] of Object.entries(value)) {
          note('accumulator', accumulator);
          expression(note, argument);
        }
      }
    }
  }
}

function expression(note: Note, value: unknown): void {
  if (Array.isArray(value)) for (const part of value) expression(note, part);
  if (!isDoc(value)) return;
  for (const [key, part] of Object.entries(value)) {
    if (key.startsWith('$')) note('expression', key);
    if (key !== '$literal') expression(note, part);
  }
}

/** The same names for everything on the allow-list. */
export function wholeTable(): Set<string> {
  const lists: Record<string, readonly string[]> = {
    command: Object.keys(table.commandFields),
    'any command': table.commonFields,
    'in a transaction': table.commandsInTransactions,
    'readConcern level is': table.readConcernLevels,
    'index option': table.indexOptions,
    'partial index': table.partialFilterOperators,
    query: [...table.logicalOperators, ...table.queryOperators],
    'update operator': table.updateOperators,
    $push: table.pushModifiers,
    stage: table.stages,
    accumulator: table.accumulators,
    expression: table.expressions,
    'explain of': table.explained,
    ...table.subFields,
  };
  for (const [command, fields] of Object.entries(table.commandFields))
    if (!(fields as readonly string[]).includes('*')) lists[command] = fields;
  const all = Object.entries(lists).flatMap(([place, names]) =>
    names.map((name) => `${place} ${name}`),
  );
  return new Set(all);
}
