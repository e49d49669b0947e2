import { messagingApi } from '@line/bot-sdk';
import { loadLineSchemas } from '../harness/line-schema.js';
import { pngBlob } from './png.js';
import { richMenu } from './rich-menu-samples.js';
import { type Rig, startRig, TOKEN, user } from './rig.js';
import { asMessages, bubble, flex, text } from './samples.js';

const one = user(1);
const group = `C${'e'.repeat(32)}`;
const schemas = loadLineSchemas();
if (schemas === null) console.log('../shared/line-openapi is missing: answers are not held to it');
let rig: Rig;
beforeAll(async () => {
  rig = await startRig({ quota: { type: 'limited', value: 100 } });
  rig.line.person(one, 'สมชาย');
  await rig.line.botJoins(group, [one], 'ตำบลดงครั่งน้อย');
  await rig.line.follow(one);
});
afterAll(() => rig.close());

/** The call answers, in the shape LINE's own schema says. */
async function answers(schema: string, call: Promise<unknown>): Promise<void> {
  const answer = await call;
  expect(schemas?.(schema, answer) ?? []).toEqual([]);
}

it('speaks: reply, push, multicast, all three tried out before, and the dots of typing', async () => {
  const messages = asMessages(text(), flex(bubble));
  const { api } = rig;
  await api.validateReply({ messages });
  await api.validatePush({ messages });
  await api.validateMulticast({ messages });
  await api.showLoadingAnimation({ chatId: one, loadingSeconds: 20 });
  await answers(
    'ReplyMessageResponse',
    api.replyMessage({ replyToken: rig.replyToken(), messages }),
  );
  await answers('PushMessageResponse', api.pushMessage({ to: one, messages }, crypto.randomUUID()));
  await api.multicast({ to: [one], messages }, crypto.randomUUID());
  expect(rig.line.chat(one).filter(({ from }) => from === 'bot')).toHaveLength(6);
});

it('asks: who somebody is, who we are, what a group is, how much of the month is left', async () => {
  const { api } = rig;
  await answers('UserProfileResponse', api.getProfile(one));
  await answers('BotInfoResponse', api.getBotInfo());
  await answers('GroupSummaryResponse', api.getGroupSummary(group));
  expect(await api.getGroupSummary(group)).toMatchObject({ groupName: 'ตำบลดงครั่งน้อย' });
  await answers('GroupUserProfileResponse', api.getGroupMemberProfile(group, one));
  expect(await api.getGroupMemberCount(group)).toEqual({ count: 1 });
  await answers('MessageQuotaResponse', api.getMessageQuota());
  await answers('QuotaConsumptionResponse', api.getMessageQuotaConsumption());
});

it('fetches: a video is prepared first, then its bytes and a picture of it', async () => {
  await rig.line.video(one, { preparingMs: 60_000 });
  const messageId = rig.line.chat(one).at(-1)?.messageId ?? '';
  const status = async () =>
    (await rig.blob.getMessageContentWithHttpInfo(messageId)).httpResponse.status;
  const transcoding = () => rig.blob.getMessageContentTranscodingByMessageId(messageId);
  expect(await status()).toBe(202);
  expect(await transcoding()).toEqual({ status: 'processing' });
  rig.advance(60_000);
  expect(await status()).toBe(200);
  await answers('GetMessageContentTranscodingResponse', transcoding());
  expect(await transcoding()).toEqual({ status: 'succeeded' });
  await rig.blob.getMessageContentPreview(messageId);

  await rig.line.voice(one, { fails: true });
  const broken = rig.line.chat(one).at(-1)?.messageId ?? '';
  expect(await rig.blob.getMessageContentTranscodingByMessageId(broken)).toEqual({
    status: 'failed',
  });
});

it('shows menus: made, drawn, named, given to everybody, to one and to many', async () => {
  const { api, blob } = rig;
  await api.validateRichMenuObject(richMenu());
  const made = await api.createRichMenu(richMenu());
  await answers('RichMenuIdResponse', Promise.resolve(made));
  const { richMenuId } = made;
  await blob.setRichMenuImage(richMenuId, pngBlob(2500, 843));
  await answers('RichMenuResponse', api.getRichMenu(richMenuId));
  await answers('RichMenuListResponse', api.getRichMenuList());
  await api.createRichMenuAlias({ richMenuAliasId: 'leader', richMenuId });
  await answers('RichMenuAliasResponse', api.getRichMenuAlias('leader'));
  await answers('RichMenuAliasListResponse', api.getRichMenuAliasList());
  await api.setDefaultRichMenu(richMenuId);
  await api.linkRichMenuIdToUser(one, richMenuId);
  await answers('RichMenuIdResponse', api.getRichMenuIdOfUser(one));
  await api.linkRichMenuIdToUsers({ richMenuId, userIds: [one] });
  await api.richMenuBatch({ operations: [{ type: 'unlinkAll' }] });
  await api.cancelDefaultRichMenu();
});

it('sets up: the webhook is read, set and tried', async () => {
  const { api } = rig;
  await api.setWebhookEndpoint({ endpoint: rig.bot.url });
  await answers('GetWebhookEndpointResponse', api.getWebhookEndpoint());
  await answers('TestWebhookEndpointResponse', api.testWebhookEndpoint({}));
  expect(await api.testWebhookEndpoint({ endpoint: 'http://127.0.0.1:9/' })).toMatchObject({
    success: false,
    reason: 'COULD_NOT_CONNECT',
  });
});

it('is told what this platform has not: no half-made endpoints', async () => {
  const { api } = rig;
  const absent = [
    () => api.broadcast({ messages: asMessages(text()) }),
    () => api.narrowcast({ messages: asMessages(text()) }),
    () => api.issueLinkToken(one),
    () => api.getFollowers(),
    () => api.leaveGroup(group),
    () => api.getNumberOfSentPushMessages('20261120'),
  ];
  for (const call of absent) {
    await expect(call()).rejects.toMatchObject({
      status: 404,
      body: expect.stringMatching(/no (GET|POST) \/v2\/bot\//),
    });
  }
});

it('counts requests of one endpoint by itself, at the rate LINE documents', async () => {
  const validate = new messagingApi.MessagingApiClient({
    channelAccessToken: TOKEN,
    baseURL: rig.line.url,
  });
  const list = () => validate.getRichMenuList();
  await Promise.all(Array.from({ length: 9 }, list)).catch(() => undefined);
  const outcomes = await Promise.all(
    Array.from({ length: 3 }, () =>
      list().then(
        () => 200,
        ({ status }) => status,
      ),
    ),
  );
  expect(outcomes).toContain(429);
  await validate.getRichMenuAliasList();
});
