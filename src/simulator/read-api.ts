import { isGroupId, isUserId } from './ids.js';
import type { Group } from './people.js';
import {
  type ApiAnswer,
  type ApiRequest,
  type Endpoint,
  notFound,
  ok,
  type Platform,
  refuse,
} from './platform.js';
import { USUAL_LIMIT } from './rate-limits.js';

/** Who people, groups and the bot are, and how much of the month is used. */
export function createReadApi({ people, quota, bot }: Platform): readonly Endpoint[] {
  const profile = ({ params: [userId] }: ApiRequest): ApiAnswer => {
    if (!isUserId(userId)) return refuse(400, "The value for the 'userId' parameter is invalid");
    if (!people.reachable(userId)) return notFound();
    return ok({ userId, displayName: people.person(userId).name, language: 'th' });
  };
  const inGroup =
    (answer: (group: Group, userId: string) => ApiAnswer) =>
    ({ params: [groupId, userId = ''] }: ApiRequest): ApiAnswer => {
      if (!isGroupId(groupId)) {
        return refuse(400, "The value for the 'groupId' parameter is invalid");
      }
      const group = people.group(groupId);
      return group === null ? notFound() : answer(group, userId);
    };
  const summary = inGroup(({ groupId, name }) => ok({ groupId, groupName: name }));
  const count = inGroup(({ members }) => ok({ count: members.length }));
  const member = inGroup(({ members }, userId) =>
    members.includes(userId) ? ok({ userId, displayName: people.person(userId).name }) : notFound(),
  );
  const info = (): ApiAnswer =>
    ok({
      userId: bot.userId,
      basicId: '@simulator',
      displayName: bot.name,
      chatMode: 'bot',
      markAsReadMode: 'auto',
    });

  const get = (name: string, path: RegExp, answer: Endpoint['answer']): Endpoint => ({
    name,
    method: 'GET',
    path,
    limit: USUAL_LIMIT,
    answer,
  });
  return [
    get('profile', /^\/v2\/bot\/profile\/([^/]+)$/, profile),
    get('info', /^\/v2\/bot\/info$/, info),
    get('quota', /^\/v2\/bot\/message\/quota$/, () => ok(quota.plan())),
    get('consumption', /^\/v2\/bot\/message\/quota\/consumption$/, () =>
      ok({ totalUsage: quota.used() }),
    ),
    get('group-summary', /^\/v2\/bot\/group\/([^/]+)\/summary$/, summary),
    get('group-count', /^\/v2\/bot\/group\/([^/]+)\/members\/count$/, count),
    get('group-member', /^\/v2\/bot\/group\/([^/]+)\/member\/([^/]+)$/, member),
  ];
}
