import type { Socket } from 'node:net';
import type { Doc } from '../bson/value.js';
import type { ServerState } from '../commands/context.js';
import { errorReply, runCommand } from '../commands/run-command.js';
import { MongoError } from '../mongo-error.js';
import { newFrameReader } from './frames.js';
import { commandOf, encodeReply, parseRequest, type Request } from './messages.js';

/** Serves one client: commands are answered in the order in which they came. */
export function serveConnection(socket: Socket, server: ServerState): void {
  const readFrames = newFrameReader();
  let answered = Promise.resolve();
  socket.setNoDelay(true);
  // the client went away: its open transactions end by time-out, as in MongoDB
  socket.on('error', () => socket.destroy());
  socket.on('data', (chunk: Buffer) => {
    const frames = readFrames(chunk);
    if (!frames) {
      socket.destroy();
      return;
    }
    for (const frame of frames) {
      answered = answered
        .then(() => answer(socket, server, frame))
        .catch(() => {
          socket.destroy();
        });
    }
  });
}

/** @throws ProtocolError when the frame is no message: the connection cannot go on */
async function answer(socket: Socket, server: ServerState, frame: Buffer): Promise<void> {
  if (socket.destroyed) return;
  const request = parseRequest(frame);
  let reply: Doc;
  try {
    reply = await runCommand(server, commandOf(request));
  } catch (error) {
    reply = errorReply(error);
  }
  if (request.wantsReply && socket.writable) socket.write(encodeAny(request, reply));
}

/** A reply that cannot be written, such as one that is too large, is answered with why. */
function encodeAny(request: Request, reply: Doc): Buffer {
  try {
    return encodeReply(request, reply);
  } catch (error) {
    const known =
      error instanceof RangeError ? new MongoError(10334, 'The reply would be too large') : error;
    return encodeReply(request, errorReply(known));
  }
}
