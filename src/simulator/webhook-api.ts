import { isRecord } from './check.js';
import {
  type ApiAnswer,
  type ApiRequest,
  type Endpoint,
  ok,
  type Platform,
  refuse,
} from './platform.js';
import { perHour, perMinute, type RateLimit } from './rate-limits.js';
import { isDone, isOnThisMachine } from './webhook-sender.js';

const MAX_URL = 500;
const PATH = /^\/v2\/bot\/channel\/webhook\/endpoint$/;
const badUrl = (): ApiAnswer => refuse(400, 'Invalid webhook endpoint URL');
const noUrl = (): ApiAnswer => refuse(404, 'Webhook endpoint not found');

/** LINE wants https; a bot on this machine is let through as well. */
function isWebhookUrl(value: unknown): value is string {
  if (typeof value !== 'string' || value.length > MAX_URL || !URL.canParse(value)) return false;
  return new URL(value).protocol === 'https:' || isOnThisMachine(value);
}

/** The bot's webhook URL: read, set, and tried out. */
export function createWebhookApi({ webhook, now }: Platform): readonly Endpoint[] {
  const get = (): ApiAnswer => {
    const endpoint = webhook.url();
    return endpoint === null ? noUrl() : ok({ endpoint, active: true });
  };
  const set = ({ body }: ApiRequest): ApiAnswer => {
    if (!isRecord(body) || !isWebhookUrl(body.endpoint)) return badUrl();
    webhook.setUrl(body.endpoint);
    return ok();
  };
  /** Sends no event at all. A host that is not this machine counts as one that has no address. */
  const test = async ({ body }: ApiRequest): Promise<ApiAnswer> => {
    const asked = isRecord(body) ? body.endpoint : undefined;
    if (asked !== undefined && !isWebhookUrl(asked)) return badUrl();
    const url = asked ?? webhook.url();
    if (url === null) return noUrl();
    if (!isOnThisMachine(url)) return badUrl();
    const delivery = await webhook.post([], url);
    const { status, failure } = delivery;
    const success = isDone(delivery);
    const failed = failure === 'request_timeout' ? 'REQUEST_TIMEOUT' : 'COULD_NOT_CONNECT';
    const reason = status === null || failure !== undefined ? failed : 'ERROR_STATUS_CODE';
    return ok({
      success,
      timestamp: new Date(now()).toISOString(),
      statusCode: status ?? 0,
      reason: success ? 'OK' : reason,
      detail: failure ?? String(status),
    });
  };

  const at = (
    name: string,
    method: Endpoint['method'],
    path: RegExp,
    limit: RateLimit,
    answer: Endpoint['answer'],
  ): Endpoint => ({ name, method, path, limit, answer });
  return [
    at('webhook-endpoint', 'GET', PATH, perMinute(1_000), get),
    at('webhook-endpoint', 'PUT', PATH, perMinute(1_000), set),
    at('webhook-test', 'POST', /^\/v2\/bot\/channel\/webhook\/test$/, perHour(60), test),
  ];
}
