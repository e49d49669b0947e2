import { HTTPFetchError, messagingApi } from '@line/bot-sdk';

/** What LINE says about our account; every question throws when LINE does not answer it. */
export type LineAccount = {
  /** `chatMode` is `bot` or `chat`; in the latter people answer by hand. */
  info(): Promise<{ readonly name: string; readonly chatMode: string }>;
  /** null: none is set. */
  webhook(): Promise<{ readonly url: string; readonly isActive: boolean } | null>;
  /** Messages of this month; `limit` null: none. */
  quota(): Promise<{ readonly limit: number | null; readonly used: number }>;
};

export function makeLineAccount(p: {
  readonly baseUrl: string;
  readonly channelAccessToken: string;
  /** Takes the place of the limit that LINE says; null: it does not. */
  readonly monthlyLimit: number | null;
}): LineAccount {
  const client = new messagingApi.MessagingApiClient({
    channelAccessToken: p.channelAccessToken,
    baseURL: p.baseUrl,
  });
  return {
    async info() {
      const { displayName, chatMode } = await client.getBotInfo();
      return { name: displayName, chatMode };
    },
    async webhook() {
      try {
        const { endpoint, active } = await client.getWebhookEndpoint();
        return { url: endpoint, isActive: active };
      } catch (error) {
        if (error instanceof HTTPFetchError && error.status === 404) return null;
        throw error;
      }
    },
    async quota() {
      const [plan, { totalUsage }] = await Promise.all([
        client.getMessageQuota(),
        client.getMessageQuotaConsumption(),
      ]);
      const limit = p.monthlyLimit ?? (plan.type === 'limited' ? (plan.value ?? null) : null);
      return { limit, used: totalUsage };
    },
  };
}
