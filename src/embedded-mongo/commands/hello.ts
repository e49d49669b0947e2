import { Long, ObjectId, Timestamp } from 'bson';
import { maxDocumentBytes } from '../bson/codec.js';
import type { Doc } from '../bson/value.js';
import type { CommandContext } from './context.js';

export const maxMessageBytes = 48_000_000;
/** The name of the one-node replica set, as in the URI's `replicaSet=`. */
export const replicaSetName = 'rs0';

/** A primary of MongoDB 7.0; 21 is its wire version (25 and more would promise 8.0's bulkWrite). */
export function hello({ server, name }: CommandContext): Doc {
  const address = server.address();
  return {
    helloOk: true,
    [name === 'hello' ? 'isWritablePrimary' : 'ismaster']: true,
    secondary: false,
    hosts: [address],
    setName: replicaSetName,
    setVersion: 1,
    primary: address,
    me: address,
    electionId: new ObjectId('7fffffff0000000000000001'),
    lastWrite: {
      opTime: { ts: new Timestamp({ t: 1, i: 1 }), t: Long.ONE },
      lastWriteDate: new Date(),
    },
    maxBsonObjectSize: maxDocumentBytes,
    maxMessageSizeBytes: maxMessageBytes,
    maxWriteBatchSize: 100_000,
    localTime: new Date(),
    logicalSessionTimeoutMinutes: 30,
    minWireVersion: 0,
    maxWireVersion: 21,
    readOnly: false,
    ok: 1,
  };
}

export function buildInfo(): Doc {
  return {
    version: '7.0.0',
    versionArray: [7, 0, 0, 0],
    gitVersion: 'embedded',
    bits: 64,
    maxBsonObjectSize: maxDocumentBytes,
    ok: 1,
  };
}
