import mongoose, { type Connection } from 'mongoose';
import { AppError } from '../../core/fault.js';
import { type PhotoStore, photoName, photoOfName, photoSizes, unlessMissing } from './store.js';

const bucketName = 'pictures';

/** Pictures in the database (GridFS), so that bots on several machines share them. */
export function gridfsStore({ db }: Connection): PhotoStore {
  if (!db) throw new AppError('database-closed', { kind: 'lasting' });
  const files = db.collection<{ _id: string }>(`${bucketName}.files`);
  const chunks = db.collection<{ files_id: string; n: number }>(`${bucketName}.chunks`);
  const writeConcern = { w: 'majority' } as const;
  const bucket = new mongoose.mongo.GridFSBucket(db, { bucketName, writeConcern });
  /** The driver's types know no other ids than its own; the database takes any. */
  const idOf = (name: string) => name as unknown as mongoose.mongo.ObjectId;
  /** An upload that was cut short left chunks which the bucket would not find. */
  const drop = async (name: string): Promise<void> => {
    await files.deleteOne({ _id: name });
    await chunks.deleteMany({ files_id: name });
  };
  const download = async (name: string): Promise<Buffer> => {
    const parts: Buffer[] = [];
    for await (const part of bucket.openDownloadStream(idOf(name))) parts.push(part);
    return Buffer.concat(parts);
  };
  return {
    async put(id, size, bytes) {
      const name = photoName(id, size);
      await drop(name);
      const upload = bucket.openUploadStreamWithId(idOf(name), name, {
        metadata: { schemaVersion: 1 },
      });
      await new Promise<void>((done, failed) => {
        upload.once('finish', done).once('error', failed).end(bytes);
      });
    },
    get: (id, size) => unlessMissing(download(photoName(id, size))),
    async remove(id) {
      for (const size of photoSizes) await drop(photoName(id, size));
    },
    async *ids() {
      for await (const { _id } of files.find({}, { projection: { _id: 1 } })) {
        const id = photoOfName(_id);
        if (id) yield id;
      }
      for await (const { files_id } of chunks.find({ n: 0 }, { projection: { files_id: 1 } })) {
        const id = photoOfName(files_id);
        if (id) yield id;
      }
    },
  };
}
