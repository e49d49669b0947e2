import { type ErrorRow, oneError, said } from './error-words.js';
import { type Rig, refusalOf, startRig, user } from './rig.js';
import { asMessages, text } from './samples.js';

/** LINE's own words (reference, "Error response" of each endpoint): a request that provokes each. */

const group = `C${'9'.repeat(32)}`;
const [one, other, stranger] = [user(1), user(2), user(9)];
let rig: Rig;
let spoken: { readonly photo: string; readonly voice: string; readonly gone: string };

beforeAll(async () => {
  rig = await startRig();
  rig.line.befriend([one, other]);
  await rig.line.botJoins(group, [one]);
  await rig.line.photo(one);
  await rig.line.voice(one);
  await rig.line.photo(one);
  const [photo = '', voice = '', gone = ''] = rig.line
    .chat(one)
    .map(({ messageId }) => String(messageId));
  await rig.line.unsends(one, gone);
  spoken = { photo, voice, gone };
});
afterAll(() => rig.close());

const badGroupId = said("The value for the 'groupId' parameter is invalid");
const rows: readonly ErrorRow[] = [
  [
    'a webhook URL that is none',
    400,
    said('Invalid webhook endpoint URL'),
    () => rig.api.setWebhookEndpoint({ endpoint: 'ftp://bot' }),
  ],
  [
    'a test of a host without address',
    400,
    said('Invalid webhook endpoint URL'),
    () => rig.api.testWebhookEndpoint({ endpoint: 'https://no.such.host.invalid/' }),
  ],
  ['content of no message', 404, said('not found'), () => rig.blob.getMessageContent('1')],
  [
    'content that was unsent',
    410,
    said('The content is gone'),
    () => rig.blob.getMessageContent(spoken.gone),
  ],
  [
    'transcoding of a photo',
    400,
    said("Transcoding status doesn't support this type of content"),
    () => rig.blob.getMessageContentTranscodingByMessageId(spoken.photo),
  ],
  [
    'transcoding of no message',
    404,
    said('not found'),
    () => rig.blob.getMessageContentTranscodingByMessageId('1'),
  ],
  [
    'transcoding of what was unsent',
    410,
    said('The content is gone'),
    () => rig.blob.getMessageContentTranscodingByMessageId(spoken.gone),
  ],
  [
    'a preview of a voice',
    400,
    said('The content can not be previewed'),
    () => rig.blob.getMessageContentPreview(spoken.voice),
  ],
  ['a preview of no message', 404, said('not found'), () => rig.blob.getMessageContentPreview('1')],
  [
    'a preview of what was unsent',
    410,
    said('The content is gone'),
    () => rig.blob.getMessageContentPreview(spoken.gone),
  ],
  [
    'a reply token that is none',
    400,
    said('Invalid reply token'),
    () => rig.api.replyMessage({ replyToken: 'x', messages: asMessages(text()) }),
  ],
  [
    'a push to nobody',
    400,
    said('Failed to send messages'),
    () => rig.api.pushMessage({ to: stranger, messages: asMessages(text()) }),
  ],
  [
    'a multicast to something else',
    400,
    said('The property, to[1], in the request body is invalid (line: -, column: -)'),
    () => rig.api.multicast({ to: [one, group], messages: asMessages(text()) }),
  ],
  [
    'a message without type',
    400,
    oneError('May not be empty', 'messages[0].type'),
    () => rig.api.pushMessage({ to: one, messages: asMessages({ text: 'x' }) }),
  ],
  [
    'no messages',
    400,
    oneError('Size must be between 1 and 5', 'messages'),
    () => rig.api.validateReply({ messages: [] }),
  ],
  [
    'a text that is too long',
    400,
    oneError('Length must be between 0 and 5000', 'messages[0].text'),
    () => rig.api.validateMulticast({ messages: asMessages(text('x'.repeat(5001))) }),
  ],
  [
    'a loading time of 62 seconds',
    400,
    {
      message: 'The request body has 2 error(s)',
      details: [
        { message: 'Must be between 5 and 60', property: 'loadingSeconds' },
        { message: 'must be a multiple of five', property: 'loadingSeconds' },
      ],
    },
    () => rig.api.showLoadingAnimation({ chatId: one, loadingSeconds: 62 }),
  ],
  [
    'loading in a group',
    400,
    oneError(
      'Only user id is acceptable, please confirm if there are any group/room ids or illegal ids.',
      'chatId',
    ),
    () => rig.api.showLoadingAnimation({ chatId: group }),
  ],
  ['a profile of nobody', 404, said('Not found'), () => rig.api.getProfile(stranger)],
  ['a group id that is none', 400, badGroupId, () => rig.api.getGroupSummary('x')],
  ['a count of a group id that is none', 400, badGroupId, () => rig.api.getGroupMemberCount('x')],
  [
    'a group without the bot',
    404,
    said('Not found'),
    () => rig.api.getGroupSummary(`C${'8'.repeat(32)}`),
  ],
  [
    'a member in a group id that is none',
    400,
    badGroupId,
    () => rig.api.getGroupMemberProfile('x', one),
  ],
  [
    'a member who is not in it',
    404,
    said('Not found'),
    () => rig.api.getGroupMemberProfile(group, other),
  ],
];

it.each(rows)('answers %s with %i in LINE’s words', async (_name, status, body, call) => {
  const refusal = await refusalOf(call());
  expect(refusal.status).toBe(status);
  expect(refusal.body).toEqual(body);
});

it('says so when the bot has no webhook URL', async () => {
  const bare = await startRig({ webhookUrl: () => null });
  for (const call of [bare.api.getWebhookEndpoint(), bare.api.testWebhookEndpoint({})]) {
    expect(await refusalOf(call)).toMatchObject({
      status: 404,
      body: { message: 'Webhook endpoint not found' },
    });
  }
  await bare.close();
});
