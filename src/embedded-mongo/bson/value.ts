import type { Binary, BSONRegExp, Double, Long, ObjectId } from 'bson';

/** A BSON document. Only own properties count: `__proto__` and `constructor` are ordinary names. */
export type Doc = { [field: string]: unknown };

/** What is left of an array without elements when it is opened: it comes before null. */
export const emptyArray = Symbol('empty array');

/** The BSON values that are not plain JavaScript, as `decode` leaves them. */
export type Tagged = Binary | BSONRegExp | Double | Long | ObjectId;

export const bsonTypeCodes = {
  double: 1,
  string: 2,
  object: 3,
  array: 4,
  binData: 5,
  objectId: 7,
  bool: 8,
  date: 9,
  null: 10,
  regex: 11,
  int: 16,
  long: 18,
} as const;

export type BsonTypeName = keyof typeof bsonTypeCodes;

export function isDoc(value: unknown): value is Doc {
  return (
    value !== null && typeof value === 'object' && Object.getPrototypeOf(value) === Object.prototype
  );
}

/**
 * Own property or undefined; a path never reaches a prototype. What every object inherits is told from
 * data by being a function or the prototype itself, which BSON has neither of; asking would take longer.
 */
export function getOwn(doc: Doc, field: string): unknown {
  const value = doc[field];
  return typeof value === 'function' || value === Object.prototype ? undefined : value;
}

/** Plain assignment to `__proto__` would change the prototype instead of storing data. */
export function setOwn(doc: Doc, field: string, value: unknown): void {
  if (field === '__proto__') {
    const usual = { enumerable: true, configurable: true, writable: true };
    Object.defineProperty(doc, field, { value, ...usual });
  } else {
    doc[field] = value;
  }
}

/** True for a JavaScript number that the serializer writes as a 32-bit integer. */
export function isInt32(value: number): boolean {
  return (value | 0) === value && !Object.is(value, -0);
}

export function typeOf(value: unknown): BsonTypeName {
  switch (typeof value) {
    case 'number':
      return isInt32(value) ? 'int' : 'double';
    case 'string':
      return 'string';
    case 'boolean':
      return 'bool';
    case 'object':
      return value === null ? 'null' : typeOfObject(value);
    default:
      return 'null';
  }
}

function typeOfObject(value: object): BsonTypeName {
  if (Array.isArray(value)) return 'array';
  if (value instanceof Date) return 'date';
  if (isDoc(value)) return 'object';
  switch ((value as Tagged)._bsontype) {
    case 'Binary':
      return 'binData';
    case 'BSONRegExp':
      return 'regex';
    case 'Double':
      return 'double';
    case 'Long':
      return 'long';
    default:
      return 'objectId';
  }
}

export function isNumber(value: unknown): value is number | Double | Long {
  const type = typeOf(value);
  return type === 'int' || type === 'double' || type === 'long';
}

export function isRegExp(value: unknown): value is BSONRegExp {
  return typeOf(value) === 'regex';
}

/** A filter's or an update's operator object: its first key starts with `$`. */
export function isOperatorDoc(value: unknown): value is Doc {
  return isDoc(value) && (Object.keys(value)[0]?.startsWith('$') ?? false);
}

/** The nearest JavaScript number; undefined when the value is not a number. */
export function toNumber(value: unknown): number | undefined {
  if (typeof value === 'number') return value;
  if (value === null || typeof value !== 'object') return undefined;
  switch (typeOf(value)) {
    case 'double':
      return (value as Double).value;
    case 'long':
      return (value as Long).toNumber();
    default:
      return undefined;
  }
}

/** A value in a message. Of a document only its type: `String` would call a `toString` of its own. */
export function show(value: unknown): string {
  const type = typeOf(value);
  return type === 'object' || type === 'array' ? type : String(value);
}

/** MongoDB's truth: everything but false, null, missing and zero. */
export function isTruthy(value: unknown): boolean {
  return value !== undefined && value !== null && value !== false && toNumber(value) !== 0;
}
