import type { LineMessage } from './chats.js';
import { integer, isRecord } from './check.js';
import { refusalOf } from './check-message.js';
import { isAnswer, mentionsOutsideGroup, sendBodyOf, unseenIn } from './check-send.js';
import { isGroupId, isUserId } from './ids.js';
import {
  type ApiAnswer,
  type ApiRequest,
  type Endpoint,
  ok,
  type Platform,
  refuse,
} from './platform.js';
import { perSecond, USUAL_LIMIT } from './rate-limits.js';

const ONLY_USERS =
  'Only user id is acceptable, please confirm if there are any group/room ids or illegal ids.';
const QUOTED = ['text', 'textV2', 'sticker', 'image', 'video', 'template', 'flex'];

const invalidTo = (property: string): ApiAnswer =>
  refuse(400, `The property, ${property}, in the request body is invalid (line: -, column: -)`);

/** Reply, push, multicast, validate and the loading animation. */
export function createSendApi(platform: Platform): readonly Endpoint[] {
  const { now, ids, chats, people, quota, replyTokens, retryKeys } = platform;

  const show = (
    { requestId }: ApiRequest,
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
        requestId,
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
    const body = sendBodyOf(request.body, 'reply');
    if (isAnswer(body)) return body;
    const chatId = replyTokens.chatOf(body.replyToken);
    if (chatId === null) return refuse(400, 'Invalid reply token');
    const misplaced = mentionsOutsideGroup(body.messages, chatId);
    if (misplaced !== null) return misplaced;
    replyTokens.use(String(body.replyToken));
    const made = sentMessages(body.messages);
    const arrives =
      people.group(chatId) !== null || !people.known(chatId) || !people.person(chatId).blocked;
    const messageIds = made.map(({ id }) => id);
    if (arrives) show(request, 'reply', chatId, body.messages, messageIds);
    platform.sent.push({
      at: now(),
      endpoint: 'reply',
      to: [chatId],
      deliveredTo: arrives ? [chatId] : [],
      messages: body.messages,
      retryKey: null,
      requestId: request.requestId,
    });
    return { ...ok({ sentMessages: made }), marks: unseenIn(body.messages) };
  };

  /** Push and multicast after their recipients are known to be well-formed. */
  const deliver = (
    request: ApiRequest,
    endpoint: 'push' | 'multicast',
    to: readonly string[],
    messages: readonly LineMessage[],
  ): ApiAnswer => {
    const misplaced = to.flatMap((chatId) => mentionsOutsideGroup(messages, chatId) ?? [])[0];
    if (misplaced !== undefined) return misplaced;
    const audiences = to.map(audienceOf);
    const counts = audiences.reduce((sum, audience) => sum + audience.counts, 0);
    if (!quota.allows(counts)) return refuse(429, 'You have reached your monthly limit.');
    quota.count(counts);
    const made = sentMessages(messages);
    const deliveredTo = audiences.flatMap((audience) => audience.chats);
    for (const chatId of deliveredTo)
      show(
        request,
        endpoint,
        chatId,
        messages,
        endpoint === 'push' ? made.map(({ id }) => id) : [],
      );
    const { requestId, retryKey } = request;
    if (retryKey !== null) {
      retryKeys.accept(retryKey, {
        at: now(),
        requestId,
        sentMessages: endpoint === 'push' ? made : [],
      });
    }
    platform.sent.push({ at: now(), endpoint, to, deliveredTo, messages, retryKey, requestId });
    const body = endpoint === 'push' ? { sentMessages: made } : {};
    return { ...ok(body), marks: unseenIn(messages) };
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
    const body = sendBodyOf(request.body, 'push');
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
    const body = sendBodyOf(request.body, 'multicast');
    if (isAnswer(body)) return body;
    const to = body.to as readonly string[];
    const wrong = to.findIndex((userId) => !isUserId(userId));
    if (wrong >= 0) return invalidTo(`to[${wrong}]`);
    return acceptedBefore(request) ?? deliver(request, 'multicast', to, body.messages);
  };

  const validate = (request: ApiRequest): ApiAnswer => {
    const body = sendBodyOf(request.body, 'validate');
    return isAnswer(body) ? body : ok();
  };

  const loading = (request: ApiRequest): ApiAnswer => {
    const asked = isRecord(request.body) ? request.body : {};
    const seconds = asked.loadingSeconds ?? 20;
    const problems = [
      ...(isUserId(asked.chatId) ? [] : [{ path: ['chatId'], message: ONLY_USERS }]),
      ...integer(5, 60)(seconds, ['loadingSeconds']),
      ...(Number(seconds) % 5 === 0
        ? []
        : [{ path: ['loadingSeconds'], message: 'must be a multiple of five' }]),
    ];
    const refusal = refusalOf(problems);
    if (refusal !== null) return { status: 400, body: refusal };
    chats.loading(String(asked.chatId), Number(seconds));
    return { status: 202, body: {} };
  };

  const post = (
    name: string,
    path: string,
    answer: Endpoint['answer'],
    limit = USUAL_LIMIT,
  ): Endpoint => ({
    name,
    method: 'POST',
    path: new RegExp(`^/v2/bot/${path}$`),
    limit,
    answer,
  });
  const casting = post('multicast', 'message/multicast', multicast, perSecond(200));
  return [
    post('reply', 'message/reply', reply),
    { ...post('push', 'message/push', push), takesRetryKey: true },
    { ...casting, takesRetryKey: true },
    ...['reply', 'push', 'multicast'].map((kind) =>
      post(`validate-${kind}`, `message/validate/${kind}`, validate),
    ),
    post('loading', 'chat/loading/start', loading, perSecond(100)),
  ];
}
