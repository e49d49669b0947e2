import { decode, decodeToStore, encode } from '../bson/codec.js';
import { type Doc, setOwn } from '../bson/value.js';
import { headerBytes } from './frames.js';

/*
 * The two messages that drivers send: OP_MSG, and OP_QUERY for the first `hello` of a connection.
 * https://www.mongodb.com/docs/manual/reference/mongodb-wire-protocol/
 */
const opReply = 1;
const opQuery = 2004;
const opMsg = 2013;

const checksumPresent = 1;
const moreToCome = 2;
/** Bits 0–15 of the flags that a receiver must understand. */
const requiredFlags = 0xffff;

/** The bytes are no message that this server understands: the connection is closed. */
export class ProtocolError extends Error {}

/** Documents that travel beside the body, under the name of a field of the command. */
type List = { name: string; documents: Buffer[] };

export type Request = {
  id: number;
  kind: 'query' | 'message';
  /** false: the sender wants no reply */
  wantsReply: boolean;
  body: Buffer;
  lists: readonly List[];
  /** the one that an OP_QUERY names beside its body */
  database: string | null;
};

/** @throws ProtocolError */
export function parseRequest(frame: Buffer): Request {
  const id = frame.readInt32LE(4);
  switch (frame.readInt32LE(12)) {
    case opMsg:
      return parseMessage(frame, id);
    case opQuery:
      return parseQuery(frame, id);
    default:
      throw new ProtocolError(`unknown opcode ${frame.readInt32LE(12)}`);
  }
}

function parseMessage(frame: Buffer, id: number): Request {
  if (frame.length < headerBytes + 5) throw new ProtocolError('message too short');
  const flags = frame.readUInt32LE(headerBytes);
  if (flags & requiredFlags & ~(checksumPresent | moreToCome)) {
    throw new ProtocolError(`unknown flags ${flags}`);
  }
  const end = frame.length - (flags & checksumPresent ? 4 : 0);
  let body: Buffer | null = null;
  const lists: List[] = [];
  for (let at = headerBytes + 4; at < end; ) {
    const kind = frame[at];
    const section = frame.subarray(at + 1, at + 1 + readLength(frame, at + 1, end));
    if (kind === 1) lists.push(parseList(section));
    else if (kind !== 0) throw new ProtocolError(`unknown section kind ${kind}`);
    else if (body) throw new ProtocolError('a message needs exactly one body');
    else body = section;
    at += 1 + section.length;
  }
  if (!body) throw new ProtocolError('a message needs exactly one body');
  const wantsReply = (flags & moreToCome) === 0;
  return { id, kind: 'message', wantsReply, body, lists, database: null };
}

function parseList(section: Buffer): List {
  const nameEnd = section.indexOf(0, 4);
  if (nameEnd < 0) throw new ProtocolError('section without a name');
  const documents: Buffer[] = [];
  for (let at = nameEnd + 1; at < section.length; ) {
    const length = readLength(section, at, section.length);
    documents.push(section.subarray(at, at + length));
    at += length;
  }
  return { name: section.toString('utf8', 4, nameEnd), documents };
}

function readLength(frame: Buffer, at: number, end: number): number {
  if (at + 4 > end) throw new ProtocolError('length cut off');
  const length = frame.readInt32LE(at);
  if (length < 5 || at + length > end) throw new ProtocolError('length out of bounds');
  return length;
}

function parseQuery(frame: Buffer, id: number): Request {
  const nameEnd = frame.indexOf(0, headerBytes + 4);
  const at = nameEnd + 9;
  if (nameEnd < 0) throw new ProtocolError('query without a name');
  const body = frame.subarray(at, at + readLength(frame, at, frame.length));
  const [database = ''] = frame.toString('utf8', headerBytes + 4, nameEnd).split('.', 1);
  return { id, kind: 'query', wantsReply: true, body, lists: [], database };
}

/** @throws MongoError, which can still be answered */
export function commandOf({ body, lists, database }: Request): Doc {
  const command = decode(body);
  for (const { name, documents } of lists)
    setOwn(command, name, documents.map(name === 'documents' ? decodeToStore : decode));
  if (database !== null) command.$db = database;
  return command;
}

/** A message has no flags and one section of kind 0; a reply the flag "await capable" and one document. */
const openingBytes = { message: 5, query: 20 };

export function encodeReply({ id, kind }: Request, reply: Doc): Buffer {
  const body = encode(reply);
  const start = headerBytes + openingBytes[kind];
  const frame = Buffer.allocUnsafe(start + body.length).fill(0, 0, start);
  frame.writeInt32LE(frame.length, 0);
  frame.writeInt32LE(id, 8);
  frame.writeInt32LE(kind === 'message' ? opMsg : opReply, 12);
  if (kind === 'query') {
    frame.writeInt32LE(8, headerBytes);
    frame.writeInt32LE(1, headerBytes + 16);
  }
  frame.set(body, start);
  return frame;
}
