import type { LineMessage } from './chats.js';
import { type Check, type Fields, flag, isRecord, listOf, pattern, shape, text } from './check.js';
import { checkMessages, refusalOf } from './check-message.js';
import { isUserId } from './ids.js';
import type { Violation } from './page-contract.js';
import type { ApiAnswer } from './platform.js';

const MAX_MULTICAST = 500;

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

export type SendBody = Readonly<Record<string, unknown>> & {
  readonly messages: readonly LineMessage[];
};

/** The checked body of a send request, or LINE's answer 400. */
export function sendBodyOf(body: unknown, kind: keyof typeof ENVELOPES): SendBody | ApiAnswer {
  const refusal = refusalOf(ENVELOPES[kind](body, []));
  if (refusal !== null) return { status: 400, body: refusal };
  const checked = body as SendBody;
  const wrong = checkMessages(checked.messages);
  return wrong === null ? checked : { status: 400, body: wrong };
}
export const isAnswer = (value: SendBody | ApiAnswer): value is ApiAnswer => !('messages' in value);

/** People can be mentioned in groups only. */
export function mentionsOutsideGroup(
  messages: readonly LineMessage[],
  chatId: string,
): ApiAnswer | null {
  if (!isUserId(chatId)) return null;
  const problems = messages.flatMap(({ substitution }, at) =>
    Object.entries(isRecord(substitution) ? substitution : {})
      .filter(([, part]) => isRecord(part) && part.type === 'mention')
      .map(([key]) => ({
        path: ['messages', at, 'substitution', key],
        message: 'mention is available in group chats only',
      })),
  );
  const refusal = refusalOf(problems);
  return refusal === null ? null : { status: 400, body: refusal };
}

/** What LINE accepts and yet does not show. */
export function unseenIn(messages: readonly LineMessage[]): readonly Violation[] {
  return messages.slice(0, -1).flatMap(({ quickReply }, at) =>
    quickReply === undefined
      ? []
      : [
          {
            property: `messages[${at}].quickReply`,
            message: 'only the quick replies of the last message are shown',
          },
        ],
  );
}
