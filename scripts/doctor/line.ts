import { HTTPFetchError } from '@line/bot-sdk';
import type { Config } from '../../src/config.js';
import { makeLineAccount } from '../../src/infra/line/account.js';
import { type Finding, fail, ok, warn } from './finding.js';

const console_ = 'the LINE Developers console';
/** Below this part of the month's messages somebody should think of buying more. */
const scarce = 0.1;

/** What LINE says about the channel: the token, the webhook's address, the way of answering, the quota. */
export async function checkLine(config: Config): Promise<readonly Finding[]> {
  const account = makeLineAccount({
    baseUrl: config.lineApiBaseUrl,
    channelAccessToken: config.channelAccessToken,
    monthlyLimit: config.monthlyMessageLimit,
  });
  try {
    const [info, webhook, quota] = await Promise.all([
      account.info(),
      account.webhook(),
      account.quota(),
    ]);
    return [
      ok('LINE token', `LINE knows it, the account is ${info.name}`),
      modeFinding(info.chatMode),
      webhookFinding(webhook, config.publicBaseUrl),
      quotaFinding(quota),
    ];
  } catch (error) {
    return [fail('LINE token', whyOf(error))];
  }
}

function whyOf(error: unknown): string {
  if (!(error instanceof HTTPFetchError)) return 'LINE does not answer: look at the network';
  return error.status === 401
    ? `LINE refuses it: issue a new one in ${console_}`
    : `LINE answers ${error.status}: try again later`;
}

const modeFinding = (mode: string): Finding =>
  mode === 'bot'
    ? ok('LINE chat mode', 'bot')
    : warn(
        'LINE chat mode',
        `${mode}: people are answered by hand; switch it in LINE Official Account Manager, Response settings`,
      );

function webhookFinding(
  webhook: { readonly url: string; readonly isActive: boolean } | null,
  publicBaseUrl: string | null,
): Finding {
  const about = 'LINE webhook';
  if (webhook === null)
    return fail(about, `no address is set: enter https://…/webhook in ${console_}`);
  if (!webhook.isActive) return fail(about, `switched off: turn on "Use webhook" in ${console_}`);
  const wanted = publicBaseUrl === null ? null : `${publicBaseUrl}/webhook`;
  if (wanted !== null && webhook.url !== wanted)
    return fail(about, `LINE calls ${webhook.url}, not ${wanted}: change it in ${console_}`);
  if (!new URL(webhook.url).pathname.endsWith('/webhook'))
    return warn(about, `LINE calls ${webhook.url}; the bot listens at /webhook`);
  return ok(about, `on, ${webhook.url}`);
}

function quotaFinding({ limit, used }: { limit: number | null; used: number }): Finding {
  const about = 'LINE quota';
  if (limit === null) return ok(about, `no limit, ${used} messages used this month`);
  const left = limit - used;
  const says = `${left} of ${limit} messages left this month`;
  if (left > limit * scarce) return ok(about, says);
  return left > 0
    ? warn(about, `${says}: replies go on, reminders and broadcasts will not; buy more or wait`)
    : warn(about, `${says}: only replies are sent until the month turns or more is bought`);
}
