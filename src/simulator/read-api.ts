import { isRecord } from './check.js';
import { isGroupId, isUserId } from './ids.js';
import {
  type ApiAnswer,
  type ApiRequest,
  type Endpoint,
  type Platform,
  refuse,
} from './platform.js';

const SECOND = { requests: 2_000, perMs: 1_000 };
const MINUTE_1000 = { requests: 1_000, perMs: 60_000 };
const HOUR_60 = { requests: 60, perMs: 3_600_000 };
const MAX_URL = 500;

const notFound = (): ApiAnswer => refuse(404, 'Not found');

/** LINE wants https; a bot on this machine is let through as well. */
function isWebhookUrl(value: unknown): value is string {
  if (typeof value !== 'string' || value.length > MAX_URL || !URL.canParse(value)) return false;
  const { protocol, hostname } = new URL(value);
  return protocol === 'https:' || (protocol === 'http:' && hostname === '127.0.0.1');
}

/** Profiles, bot info, quota, contents, groups and the webhook's own settings. */
export function createReadApi(platform: Platform): readonly Endpoint[] {
  const { people, quota, contents, webhook, bot } = platform;

  const profile = ({ params: [userId] }: ApiRequest): ApiAnswer => {
    if (!isUserId(userId)) return refuse(400, "The value for the 'userId' parameter is invalid");
    if (!people.reachable(userId)) return notFound();
    const { name } = people.person(userId);
    return { status: 200, body: { userId, displayName: name, language: 'th' } };
  };
  const content = ({ params: [id = ''] }: ApiRequest): ApiAnswer => {
    const found = contents.of(id);
    if (found === null) return refuse(404, 'not found');
    if (found === 'gone') return refuse(410, 'The content is gone');
    return { status: 200, bytes: found };
  };
  const preview = (request: ApiRequest): ApiAnswer => {
    const found = contents.of(request.params[0] ?? '');
    if (found !== null && found !== 'gone' && !found.contentType.startsWith('image/')) {
      return refuse(400, 'The content can not be previewed');
    }
    return content(request);
  };
  const group = (
    groupId: string | undefined,
    answer: (members: readonly string[]) => ApiAnswer,
  ) => {
    if (!isGroupId(groupId)) return refuse(400, "The value for the 'groupId' parameter is invalid");
    const found = people.group(groupId);
    return found === null ? notFound() : answer(found.members);
  };
  const setEndpoint = ({ body }: ApiRequest): ApiAnswer => {
    if (!isRecord(body) || !isWebhookUrl(body.endpoint)) {
      return refuse(400, 'Invalid webhook endpoint URL');
    }
    webhook.setUrl(body.endpoint);
    return { status: 200, body: {} };
  };
  const testWebhook = async (): Promise<ApiAnswer> => {
    if (webhook.url() === null) return refuse(404, 'Webhook endpoint not found');
    const { status, failure } = await webhook.post([]);
    const success = status === 200;
    return {
      status: 200,
      body: {
        success,
        timestamp: new Date(platform.now()).toISOString(),
        statusCode: status ?? 0,
        reason: success ? 'OK' : status === null ? 'COULD_NOT_CONNECT' : 'ERROR_STATUS_CODE',
        detail: failure ?? String(status),
      },
    };
  };

  const get = (
    name: string,
    path: RegExp,
    answer: Endpoint['answer'],
    limit = SECOND,
  ): Endpoint => ({ name, method: 'GET', path, limit, answer });
  const webhookPath = /^\/v2\/bot\/channel\/webhook\/endpoint$/;
  return [
    get('profile', /^\/v2\/bot\/profile\/([^/]+)$/, profile),
    get('info', /^\/v2\/bot\/info$/, () => ({
      status: 200,
      body: {
        userId: bot.userId,
        basicId: '@simulator',
        displayName: bot.name,
        chatMode: 'bot',
        markAsReadMode: 'auto',
      },
    })),
    get('quota', /^\/v2\/bot\/message\/quota$/, () => ({ status: 200, body: quota.plan() })),
    get('consumption', /^\/v2\/bot\/message\/quota\/consumption$/, () => ({
      status: 200,
      body: { totalUsage: quota.used() },
    })),
    get('content', /^\/v2\/bot\/message\/(\d+)\/content$/, content),
    get('preview', /^\/v2\/bot\/message\/(\d+)\/content\/preview$/, preview),
    get('group-summary', /^\/v2\/bot\/group\/([^/]+)\/summary$/, ({ params: [groupId] }) =>
      group(groupId, () => ({ status: 200, body: { groupId, groupName: 'Group' } })),
    ),
    get('group-count', /^\/v2\/bot\/group\/([^/]+)\/members\/count$/, ({ params: [groupId] }) =>
      group(groupId, (members) => ({ status: 200, body: { count: members.length } })),
    ),
    get(
      'group-member',
      /^\/v2\/bot\/group\/([^/]+)\/member\/([^/]+)$/,
      ({ params: [groupId, userId] }) =>
        group(groupId, (members) =>
          isUserId(userId) && members.includes(userId)
            ? { status: 200, body: { userId, displayName: people.person(userId).name } }
            : notFound(),
        ),
    ),
    get(
      'webhook-endpoint',
      webhookPath,
      () => {
        const endpoint = webhook.url();
        if (endpoint === null) return refuse(404, 'Webhook endpoint not found');
        return { status: 200, body: { endpoint, active: true } };
      },
      MINUTE_1000,
    ),
    {
      name: 'webhook-endpoint',
      method: 'PUT',
      path: webhookPath,
      limit: MINUTE_1000,
      answer: setEndpoint,
    },
    {
      name: 'webhook-test',
      method: 'POST',
      path: /^\/v2\/bot\/channel\/webhook\/test$/,
      limit: HOUR_60,
      answer: testWebhook,
    },
  ];
}
