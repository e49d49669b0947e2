import type { LineAction } from './chats.js';
import { isRecord, matching } from './check.js';
import { CONTROLS } from './control-checks.js';
import {
  badRequest,
  type ControlAnswer,
  type ControlRequest,
  getRoute,
  jsonAnswer,
  postRoute,
  type Route,
} from './control-route.js';
import { type Doer, doerOf, perform, sendFile } from './deeds.js';
import type { Delivered } from './deliveries.js';
import { isGroupId } from './ids.js';
import { type NewPhone, UPLOAD_MAX_BYTES, type UploadKind } from './page-contract.js';
import type { ImageSet, PersonActions } from './person-actions.js';
import type { Phones } from './phones.js';
import type { Platform } from './platform.js';

type Json = Readonly<Record<string, unknown>>;
type Happening = Promise<Delivered | readonly Delivered[]>;

const MAX_SET = 100;
const isUploadKind = (value: unknown): value is UploadKind =>
  typeof value === 'string' && Object.hasOwn(UPLOAD_MAX_BYTES, value);
const anyObject = matching(isRecord, 'must be an object');

/** `set`, `index` and `total` of an upload; null when it belongs to no set. */
function imageSetIn(query: URLSearchParams): ImageSet | 'wrong' | null {
  const id = query.get('set');
  if (id === null) return null;
  const [index, total] = [Number(query.get('index')), Number(query.get('total'))];
  const isRight =
    Number.isInteger(index) && Number.isInteger(total) && index >= 1 && index <= total;
  return id !== '' && isRight && total <= MAX_SET ? { id, index, total } : 'wrong';
}

/** People and what they do on their phones. */
export function createPhoneControls(
  platform: Platform,
  actions: PersonActions,
  phones: Phones,
): readonly Route[] {
  const { people } = platform;

  const membersOf = (groupId: string): readonly string[] =>
    phones
      .all()
      .find((persona) => persona.userId === groupId)
      ?.members?.map(({ userId }) => userId) ??
    people.group(groupId)?.members ??
    [];
  const doer = (body: Json): Doer | null => doerOf(body, membersOf);

  /** The bot's own coming and going in a group is nobody's deed. */
  const inGroup = ({ userId: group, ...body }: Json): Happening | null => {
    if (!isGroupId(group)) return null;
    if (body.do === 'follow') return actions.botJoins(group, membersOf(group));
    return body.do === 'unfollow' ? actions.botLeaves(group) : null;
  };

  /** Answered at once; with `wait` when the bot has answered the webhook. */
  const happening = async (happens: Happening | null, waits: boolean): Promise<ControlAnswer> => {
    if (happens === null) return badRequest('nobody there can do that');
    if (waits) return jsonAnswer(await happens);
    happens.catch(() => undefined);
    return jsonAnswer({}, 202);
  };
  const act = (body: Json): Promise<ControlAnswer> => {
    const who = doer(body);
    const happens = inGroup(body) ?? (who === null ? null : perform(actions, who, body));
    return happening(happens, body.wait === true);
  };

  const upload = ({ query, bytes, contentType }: ControlRequest): Promise<ControlAnswer> => {
    const who = doer({ userId: query.get('userId'), as: query.get('as') });
    const kind = query.get('kind');
    const imageSet = imageSetIn(query);
    if (who === null || !isUploadKind(kind) || imageSet === 'wrong' || bytes.length === 0) {
      return happening(null, false);
    }
    if (bytes.length > UPLOAD_MAX_BYTES[kind]) {
      const message = `a file of this kind has at most ${UPLOAD_MAX_BYTES[kind]} bytes`;
      return Promise.resolve(jsonAnswer({ message }, 413));
    }
    const content = { contentType: contentType || 'application/octet-stream', bytes };
    const fileName = query.get('name') ?? 'file';
    const sent = sendFile(actions, who, { kind, fileName, imageSet, content });
    return happening(sent, query.get('wait') === 'true');
  };

  return [
    postRoute<Json>(/^\/_sim\/act$/, anyObject, act),
    {
      method: 'POST',
      path: /^\/_sim\/upload$/,
      maxBytes: Math.max(...Object.values(UPLOAD_MAX_BYTES)),
      answer: upload,
    },
    postRoute<{ userId: string; event: LineAction; group?: string }>(
      /^\/_sim\/event$/,
      CONTROLS.event,
      async ({ userId, event, group }) =>
        jsonAnswer(await actions.event(userId, event, group === undefined ? {} : { group })),
    ),
    getRoute(/^\/_sim\/people$/, () => jsonAnswer({ people: people.everyone() })),
    postRoute<{ userId: string; name?: string; friend?: boolean; blocked?: boolean }>(
      /^\/_sim\/people$/,
      CONTROLS.person,
      ({ userId, name, ...friendship }) => {
        const { friend, blocked } = people.person(userId, name);
        people.friendship(userId, { friend, blocked, ...friendship });
        return jsonAnswer(people.person(userId));
      },
    ),
    postRoute<{ groupId: string; members: readonly string[]; name?: string }>(
      /^\/_sim\/groups$/,
      CONTROLS.group,
      async ({ groupId, members, name }) =>
        jsonAnswer(await actions.botJoins(groupId, members, name)),
    ),
    getRoute(/^\/_sim\/roster$/, async ({ query }) =>
      jsonAnswer(await phones.find(query.get('q') ?? '')),
    ),
    postRoute<NewPhone>(/^\/_sim\/phones$/, CONTROLS.newPhone, async (phone) => {
      const persona = 'name' in phone || 'rosterId' in phone ? await phones.add(phone) : null;
      return persona === null ? badRequest('nobody of that name is known') : jsonAnswer(persona);
    }),
  ];
}
