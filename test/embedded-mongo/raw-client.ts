import { once } from 'node:events';
import { connect, type Socket } from 'node:net';
import { deserialize, serialize } from 'bson';

type Doc = Record<string, unknown>;

/** Speaks the wire protocol by hand, where the driver would not let a test say what it wants. */
export type RawClient = {
  socket: Socket;
  send(command: Doc): Promise<Doc>;
  close(): void;
};

/** The socket file of a `mongodb://<percent-encoded path>/…` URI. */
export function socketPathOf(uri: string): string {
  return decodeURIComponent(new URL(uri).host);
}

export async function openRawClient(socketPath: string): Promise<RawClient> {
  const socket = connect(socketPath);
  await once(socket, 'connect');
  const waiting: ((reply: Doc | Error) => void)[] = [];
  let bytes = Buffer.alloc(0);
  socket.on('data', (chunk: Buffer) => {
    bytes = Buffer.concat([bytes, chunk]);
    while (bytes.length >= 4 && bytes.length >= bytes.readInt32LE(0)) {
      const length = bytes.readInt32LE(0);
      waiting.shift()?.(deserialize(bytes.subarray(21, length)));
      bytes = bytes.subarray(length);
    }
  });
  socket.on('error', () => socket.destroy());
  socket.on('close', () => {
    for (const settle of waiting.splice(0)) settle(new Error('connection closed'));
  });
  return {
    socket,
    send: (command) =>
      new Promise((resolve, reject) => {
        waiting.push((reply) => (reply instanceof Error ? reject(reply) : resolve(reply)));
        socket.write(encodeMessage(command));
      }),
    close: () => socket.destroy(),
  };
}

/** An OP_MSG with the command as its body and, if given, one list of documents beside it. */
export function encodeMessage(command: Doc, beside?: { name: string; documents: Doc[] }): Buffer {
  const sections = [Buffer.from([0]), Buffer.from(serialize(command))];
  if (beside) {
    const documents = beside.documents.map((doc) => Buffer.from(serialize(doc)));
    const content = Buffer.concat([Buffer.from(`${beside.name}\0`), ...documents]);
    const length = Buffer.alloc(4);
    length.writeInt32LE(content.length + 4, 0);
    sections.push(Buffer.from([1]), length, content);
  }
  const header = Buffer.alloc(20);
  header.writeInt32LE(20 + sections.reduce((sum, part) => sum + part.length, 0), 0);
  header.writeInt32LE(7, 4);
  header.writeInt32LE(2013, 12);
  return Buffer.concat([header, ...sections]);
}
