import { Binary, calculateObjectSize, deserialize, type Int32, serialize } from 'bson';
import { refuse } from '../mongo-error.js';
import { type Doc, isInt32, setOwn, type Tagged } from './value.js';

/** MongoDB's limits: of a stored document, and of nesting. */
export const maxDocumentBytes = 16 * 1024 * 1024;
const maxDepth = 180;

/**
 * BSON bytes → values: 32-bit integers and fractions become numbers; a whole double stays a
 * `Double`, 64-bit integers a `Long`, so that every type survives being written again.
 * @throws MongoError 22 for malformed bytes, 2 for a BSON type outside the allow-list, 15 when nested too deep
 */
export function decode(bytes: Uint8Array): Doc {
  let doc: Doc;
  try {
    doc = deserialize(bytes, { promoteValues: false, promoteLongs: false, bsonRegExp: true });
  } catch (cause) {
    refuse(22, `Invalid BSON: ${cause instanceof Error ? cause.message : cause}`);
  }
  return settle(doc, 0) as Doc;
}

export function encode(doc: Doc): Uint8Array {
  return serialize(doc);
}

/** The bytes that a document was decoded from. Documents are replaced, never changed. */
const origins = new WeakMap<Doc, Uint8Array>();

/** `decode` of what is probably stored as it is. @throws as `decode` */
export function decodeToStore(bytes: Uint8Array): Doc {
  const doc = decode(bytes);
  origins.set(doc, bytes);
  return doc;
}

/** @throws MongoError 10334 when the document would be larger than 16 MB */
export function encodeStored(doc: Doc): Uint8Array {
  const bytes = origins.get(doc) ?? serializeSmall(doc);
  // The view would keep the whole message alive as long as the document.
  origins.delete(doc);
  if (bytes === null || bytes.length > maxDocumentBytes) {
    refuse(10334, `BSONObj size: ${calculateObjectSize(doc)} is invalid, 16 MB is the most`);
  }
  return bytes;
}

/** Null for what does not fit bson's own buffer, which has room for a little more than 16 MB. */
function serializeSmall(doc: Doc): Uint8Array | null {
  try {
    return serialize(doc);
  } catch (error) {
    if (error instanceof RangeError) return null;
    throw error;
  }
}

export const encodedBytes = (doc: Doc): number => calculateObjectSize(doc);

function settle(value: unknown, depth: number): unknown {
  if (value === null || typeof value !== 'object') return value === undefined ? null : value;
  if (depth > maxDepth) refuse(15, `Document exceeds the nesting limit of ${maxDepth}`);
  if (Array.isArray(value)) {
    for (let i = 0; i < value.length; i++) value[i] = settle(value[i], depth + 1);
    return value;
  }
  if (value instanceof Date) return value;
  const tag: unknown = (value as { _bsontype?: unknown })._bsontype;
  return tag === undefined ? settleDoc(value as Doc, depth) : settleTagged(value, tag);
}

function settleDoc(doc: Doc, depth: number): Doc {
  for (const field of Object.keys(doc)) {
    const before = doc[field];
    const after = settle(before, depth + 1);
    if (after !== before) setOwn(doc, field, after);
  }
  return doc;
}

function settleTagged(value: object, tag: unknown): unknown {
  const isField = Object.hasOwn(value, '_bsontype');
  if (isField) refuse(2, "The field name '_bsontype' is not supported by the embedded database");
  switch ((value as Tagged | Int32)._bsontype) {
    case 'Int32':
      return (value as Int32).value;
    case 'Double': {
      const number = (value as { value: number }).value;
      return isInt32(number) ? value : number;
    }
    case 'Binary':
      return ownBytes(value as Binary);
    case 'Long':
    case 'ObjectId':
    case 'BSONRegExp':
      return value;
    default:
      refuse(2, `The BSON type ${tag} is not supported by the embedded database`);
  }
}

/** The decoder hands out views of the message; a stored view would keep the whole message alive. */
function ownBytes(value: Binary): Binary {
  return new Binary(new Uint8Array(value.value()), value.sub_type);
}
