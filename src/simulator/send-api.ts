import type { LineMessage } from './chats.js';
import { type Check, type Fields, flag, listOf, pattern, shape, text } from './check.js';
import { checkMessages, refusalOf } from './check-message.js';
import { isGroupId, isUserId } from './ids.js';
import {
  type ApiAnswer,
  type ApiRequest,
  type Endpoint,
  type Platform,
  refuse,
} from './platform.js';

const SECOND_MS = 1_000;
const MAX_MULTICAST = 500;
const QUOTED = ['text', 'textV2', 'sticker', 'image', 'video', 'template', 'flex'];

const aggregation = listOf(pattern(/^[A-Za-z0-9_]{1,30}$/), 0, 1);
/** The envelopes of send requests; `messages` is checked by itself. */
const common: Fields = { messages: () => [], notificationDisabled: flag };
const counted: Fields = { ...common, customAggregationUnits: aggregation };
const ENVELOPES = {
  reply: shape({ replyToken: text(200) }, common),
  push: shape({ to: text(100) }, counted),
  multicast: shape({ to: listOf(text(100), 1, MAX_MULTICAST) }, counted),
  validate: shape({}, common),
} satisfies Readonly<Record<string, Check>>;

type Body = Readonly<Record<string, unknown>> & { readonly messages: readonly LineMessage[] };

/** The checked body, or LINE's answer 400. */
function bodyOf(request: ApiRequest, envelope: Check): Body | ApiAnswer {
  const refusal = refusalOf(envelope(request.body, []));
  if (refusal !== null) return { status: 400, body: refusal };
  const body = request.body as Body;
  const wrong = checkMessages(body.messages);
  return wrong === null ? body : { status: 400, body: wrong };
}
const isAnswer = (value: Body | ApiAnswer): value is ApiAnswer => !('messages' in value);

const invalidTo = (property: string): ApiAnswer =>
  refuse(400, `The property, ${property}, in the request body is invalid (line: -, column: -)`);

/** Reply, push, multicast, validate and the loading animation. */
export function createSendApi(platform: Platform): readonly Endpoint[] {
  const { now, ids, chats, people, quota, replyTokens, retryKeys } = platform;

  const show = (
    via: 'reply' | 'push' | 'multicast',
    chatId: string,
    messages: readonly LineMessage[],
    sentIds: readonly string[],
  ): void => {
    for (const [at, message] of messages.entries()) {
      const messageId = sentIds[at] ?? ids.messageId();
      chats.add({
        chatId,
        at: now(),
        from: 'bot',
        by: platform.bot.userId,
        message,
        messageId,
        via,
      });
    }
  };
  const sentMessages = (messages: readonly LineMessage[]) =>
    messages.map(({ type }) => ({
      id: ids.messageId(),
      ...(QUOTED.includes(type) ? { quoteToken: ids.quoteToken() } : {}),
    }));
  /** How many recipients count, and where the messages appear. */
  const audienceOf = (
    to: string,
  ): { readonly counts: number; readonly chats: readonly string[] } => {
    const group = people.group(to);
    if (group !== null) return { counts: group.members.length, chats: [to] };
    return people.reachable(to) ? { counts: 1, chats: [to] } : { counts: 0, chats: [] };
  };

  const reply = (request: ApiRequest): ApiAnswer => {
    const body = bodyOf(request, ENVELOPES.reply);
    if (isAnswer(body)) return body;
    const chatId = replyTokens.chatOf(body.replyToken);
    if (chatId === null) return refuse(400, 'Invalid reply token');
    replyTokens.use(String(body.replyToken));
    const made = sentMessages(body.messages);
    const arrives =
      people.group(chatId) !== null || !people.known(chatId) || !people.person(chatId).blocked;
    if (arrives)
      show(
        'reply',
        chatId,
        body.messages,
        made.map(({ id }) => id),
      );
    platform.sent.push({
      at: now(),
      endpoint: 'reply',
      to: [chatId],
      deliveredTo: arrives ? [chatId] : [],
      messages: body.messages,
      retryKey: null,
      requestId: request.requestId,
    });
    return { status: 200, body: { sentMessages: made } };
  };

  /** Push and multicast after their recipients are known to be well-formed. */
  const deliver = (
    request: ApiRequest,
    endpoint: 'push' | 'multicast',
    to: readonly string[],
    messages: readonly LineMessage[],
  ): ApiAnswer => {
    const audiences = to.map(audienceOf);
    const counts = audiences.reduce((sum, audience) => sum + audience.counts, 0);
    if (!quota.allows(counts)) return refuse(429, 'You have reached your monthly limit.');
    quota.count(counts);
    const made = sentMessages(messages);
    const deliveredTo = audiences.flatMap((audience) => audience.chats);
    for (const chatId of deliveredTo)
      show(endpoint, chatId, messages, endpoint === 'push' ? made.map(({ id }) => id) : []);
    const { requestId, retryKey } = request;
    if (retryKey !== null) {
      retryKeys.accept(retryKey, {
        at: now(),
        requestId,
        sentMessages: endpoint === 'push' ? made : [],
      });
    }
    platform.sent.push({ at: now(), endpoint, to, deliveredTo, messages, retryKey, requestId });
    return { status: 200, body: endpoint === 'push' ? { sentMessages: made } : {} };
  };

  /** 409 when this retry key was accepted within its 24 hours. */
  const acceptedBefore = (request: ApiRequest): ApiAnswer | null => {
    const accepted = request.retryKey === null ? null : retryKeys.accepted(request.retryKey);
    if (accepted === null) return null;
    const sent = accepted.sentMessages.length > 0 ? { sentMessages: accepted.sentMessages } : {};
    return {
      status: 409,
      body: { message: 'The retry key is already accepted', ...sent },
      headers: { 'x-line-accepted-request-id': accepted.requestId },
    };
  };

  const push = (request: ApiRequest): ApiAnswer => {
    const body = bodyOf(request, ENVELOPES.push);
    if (isAnswer(body)) return body;
    const to = String(body.to);
    if (!isUserId(to) && !isGroupId(to)) return invalidTo("'to'");
    const before = acceptedBefore(request);
    if (before !== null) return before;
    if (isUserId(to) ? !people.known(to) : people.group(to) === null) {
      return refuse(400, 'Failed to send messages');
    }
    return deliver(request, 'push', [to], body.messages);
  };

  const multicast = (request: ApiRequest): ApiAnswer => {
    const body = bodyOf(request, ENVELOPES.multicast);
    if (isAnswer(body)) return body;
    const to = body.to as readonly string[];
    const wrong = to.findIndex((userId) => !isUserId(userId));
    if (wrong >= 0) return invalidTo(`to[${wrong}]`);
    return acceptedBefore(request) ?? deliver(request, 'multicast', to, body.messages);
  };

  const validate = (request: ApiRequest): ApiAnswer => {
    const body = bodyOf(request, ENVELOPES.validate);
    return isAnswer(body) ? body : { status: 200, body: {} };
  };

  const loading = (request: ApiRequest): ApiAnswer => {
    const body = (request.body ?? {}) as Readonly<Record<string, unknown>>;
    const seconds = body.loadingSeconds ?? 20;
    const details = [
      ...(isUserId(body.chatId)
        ? []
        : [
            {
              message:
                'Only user id is acceptable, please confirm if there are any group/room ids or illegal ids.',
              property: 'chatId',
            },
          ]),
      ...(typeof seconds === 'number' && seconds >= 5 && seconds <= 60
        ? []
        : [{ message: 'Must be between 5 and 60', property: 'loadingSeconds' }]),
      ...(Number(seconds) % 5 === 0
        ? []
        : [{ message: 'must be a multiple of five', property: 'loadingSeconds' }]),
    ];
    if (details.length > 0) {
      const message = `The request body has ${details.length} error(s)`;
      return { status: 400, body: { message, details } };
    }
    chats.loading(String(body.chatId), Number(seconds));
    return { status: 202, body: {} };
  };

  const post = (
    name: string,
    path: RegExp,
    answer: Endpoint['answer'],
    requests = 2_000,
  ): Endpoint => ({
    name,
    method: 'POST',
    path,
    limit: { requests, perMs: SECOND_MS },
    answer,
  });
  return [
    post('reply', /^\/v2\/bot\/message\/reply$/, reply),
    { ...post('push', /^\/v2\/bot\/message\/push$/, push), takesRetryKey: true },
    {
      ...post('multicast', /^\/v2\/bot\/message\/multicast$/, multicast, 200),
      takesRetryKey: true,
    },
    post('validate', /^\/v2\/bot\/message\/validate\/(?:reply|push|multicast)$/, validate),
    post('loading', /^\/v2\/bot\/chat\/loading\/start$/, loading, 100),
  ];
}
