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

export type Request = {
  id: number;
  kind: 'query' | 'message';
  /** false: the sender wants no reply */
  wantsReply: boolean;
  /** decodes the command; throws MongoError, which can still be answered */
  command: () => Doc;
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

type Section = { name: string | null; documents: Buffer[] };

function parseMessage(frame: Buffer, id: number): Request {
  if (frame.length < headerBytes + 5) throw new ProtocolError('message too short');
  const flags = frame.readUInt32LE(headerBytes);
  if (flags & requiredFlags & ~(checksumPresent | moreToCome)) {
    throw new ProtocolError(`unknown flags ${flags}`);
  }
  const end = frame.length - (flags & checksumPresent ? 4 : 0);
  const sections: Section[] = [];
  for (let at = headerBytes + 4; at < end; ) {
    const section = parseSection(frame, at, end);
    sections.push(section);
    at = section.end;
  }
  const bodies = sections.filter(({ name }) => name === null);
  if (bodies.length !== 1) throw new ProtocolError('a message needs exactly one body');
  return {
    id,
    kind: 'message',
    wantsReply: (flags & moreToCome) === 0,
    command: () => assemble(sections),
  };
}

/** The body, and the lists of documents that travel beside it, as fields of the command. */
function assemble(sections: readonly Section[]): Doc {
  const body = sections.find(({ name }) => name === null)?.documents[0] ?? Buffer.alloc(0);
  const command = decode(body);
  for (const { name, documents } of sections) {
    if (name !== null)
      setOwn(command, name, documents.map(name === 'documents' ? decodeToStore : decode));
  }
  return command;
}

function parseSection(frame: Buffer, start: number, end: number): Section & { end: number } {
  const kind = frame[start];
  const at = start + 1;
  const length = readLength(frame, at, end);
  if (kind === 0) {
    return { name: null, documents: [frame.subarray(at, at + length)], end: at + length };
  }
  if (kind !== 1) throw new ProtocolError(`unknown section kind ${kind}`);
  const nameEnd = frame.indexOf(0, at + 4);
  if (nameEnd < 0 || nameEnd >= at + length) throw new ProtocolError('section without a name');
  const documents: Buffer[] = [];
  let next = nameEnd + 1;
  while (next < at + length) {
    const size = readLength(frame, next, at + length);
    documents.push(frame.subarray(next, next + size));
    next += size;
  }
  return { name: frame.toString('utf8', at + 4, nameEnd), documents, end: at + length };
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
  const name = frame.toString('utf8', headerBytes + 4, nameEnd);
  return {
    id,
    kind: 'query',
    wantsReply: true,
    command: () => ({ ...decode(body), $db: name.split('.', 1)[0] }),
  };
}

export function encodeReply(request: Request, reply: Doc): Buffer {
  const body = encode(reply);
  const opening = request.kind === 'message' ? messageOpening() : queryOpening();
  const header = Buffer.alloc(headerBytes);
  header.writeInt32LE(headerBytes + opening.length + body.length, 0);
  header.writeInt32LE(request.id, 8);
  header.writeInt32LE(request.kind === 'message' ? opMsg : opReply, 12);
  return Buffer.concat([header, opening, body]);
}

/** No flags, then one section of kind 0. */
function messageOpening(): Buffer {
  return Buffer.alloc(5);
}

/** Flags (await capable), no cursor, starting at 0, one document. */
function queryOpening(): Buffer {
  const opening = Buffer.alloc(20);
  opening.writeInt32LE(8, 0);
  opening.writeInt32LE(1, 16);
  return opening;
}
