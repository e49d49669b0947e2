import type { AreaBook } from '../core/area.js';
import type { UserId } from '../core/ids.js';
import type { Instant } from '../core/time.js';
import { startEmbeddedMongo } from '../embedded-mongo/start-embedded-mongo.js';
import { openDatabase } from '../infra/mongo/database.js';
import { secretKeyOf } from '../infra/secret-key.js';
import { makeSecrets, type Secrets } from '../infra/secrets.js';
import { furnishDemo } from './furnish.js';
import { type DemoPeople, introducePeople, knownPeople } from './people.js';

export type DemoData = {
  readonly mongodbUri: string;
  readonly secrets: Secrets;
  readonly people: DemoPeople;
  /** Who was the bot's friend when the demo last ran. */
  readonly friends: readonly UserId[];
  /** Whether the bot has heard anything in an earlier run. */
  readonly goesOn: boolean;
  close(): Promise<void>;
};

/** Opens the demo's database in `dir`, and furnishes it when it is new. */
export async function openDemoData(p: {
  readonly root: string;
  readonly dir: string;
  readonly databaseDir: string;
  readonly databaseName: string;
  readonly areas: AreaBook;
  readonly now: Instant;
  readonly onFatal: (error: Error) => void;
}): Promise<DemoData> {
  const { root, dir, areas, now } = p;
  const secrets = makeSecrets(secretKeyOf({ secretKey: null, dataDir: dir }));
  const mongo = await startEmbeddedMongo({
    dir: p.databaseDir,
    onFatal: p.onFatal,
  });
  const mongodbUri = mongo.uri(p.databaseName);
  try {
    const database = await openDatabase(mongodbUri);
    const { models } = database;
    const people =
      knownPeople(dir) ??
      introducePeople(dir, await furnishDemo({ root, models, secrets, areas, now }));
    const members = await models.members.find({ reachable: true }, { _id: 1 }).lean();
    const heard = await models.inbox.exists({});
    await database.close();
    const friends = members.map(({ _id }) => _id as UserId);
    const goesOn = friends.length > 0 || heard !== null;
    return { mongodbUri, secrets, people, friends, goesOn, close: () => mongo.close() };
  } catch (error) {
    await mongo.close();
    throw error;
  }
}
