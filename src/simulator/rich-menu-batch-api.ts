import { refusalOf } from './check-message.js';
import { batchRequest } from './check-rich-menu.js';
import {
  type ApiAnswer,
  type ApiRequest,
  type Endpoint,
  notFound,
  ok,
  type Platform,
  refuse,
} from './platform.js';
import { perHour, USUAL_LIMIT } from './rate-limits.js';

type Operation =
  | { readonly type: 'link'; readonly from: string; readonly to: string }
  | { readonly type: 'unlink'; readonly from: string }
  | { readonly type: 'unlinkAll' };

/** Replaces or takes away the menus of all users who have a certain one. */
export function createRichMenuBatchApi(platform: Platform): readonly Endpoint[] {
  const { richMenus, now } = platform;
  const done = new Map<string, number>();

  const operationsOf = (request: ApiRequest): readonly Operation[] | ApiAnswer => {
    const refusal = refusalOf(batchRequest(request.body ?? {}, []));
    if (refusal !== null) return { status: 400, body: refusal };
    return (request.body as { readonly operations: readonly Operation[] }).operations;
  };
  const isAnswer = (value: readonly Operation[] | ApiAnswer): value is ApiAnswer =>
    'status' in value;

  /** What a menu that is to be shown lacks. */
  const missing = (operations: readonly Operation[]): ApiAnswer | null => {
    const one = (message: string, at: number): ApiAnswer['body'] => ({
      message: 'The request body has 1 error(s)',
      details: [{ message, property: `operations[${at}].to` }],
    });
    for (const [at, operation] of operations.entries()) {
      if (operation.type !== 'link') continue;
      if (richMenus.get(operation.to) === null) {
        return { status: 404, body: one(`Richmenu (${operation.to}) is not found`, at) };
      }
      if (richMenus.image(operation.to) === null) {
        const message = `'to' richmenu (${operation.to}) must have image but it doesn't`;
        return { status: 400, body: one(message, at) };
      }
    }
    return null;
  };
  const validate = (request: ApiRequest): ApiAnswer => {
    const operations = operationsOf(request);
    return isAnswer(operations) ? operations : (missing(operations) ?? ok());
  };
  const batch = (request: ApiRequest): ApiAnswer => {
    const operations = operationsOf(request);
    if (isAnswer(operations)) return operations;
    // What everybody had before: one operation never acts on what another one has just done.
    for (const [userId, linked] of [...richMenus.links()]) {
      const operation = operations.find(
        (each) => each.type === 'unlinkAll' || each.from === linked,
      );
      if (operation === undefined) continue;
      const to = operation.type === 'link' ? operation.to : null;
      if (to === null || richMenus.image(to) !== null) richMenus.link(userId, to);
    }
    done.set(request.requestId, now());
    return { status: 202, body: {} };
  };
  const progress = ({ query }: ApiRequest): ApiAnswer => {
    const requestId = query.get('requestId');
    if (requestId === null)
      return refuse(400, "The value for the 'requestId' parameter is invalid");
    const at = done.get(requestId);
    if (at === undefined) return notFound();
    const time = new Date(at).toISOString();
    return ok({ phase: 'succeeded', acceptedTime: time, completedTime: time });
  };

  const path = (rest: string): RegExp => new RegExp(`^/v2/bot/richmenu/${rest}$`);
  return [
    {
      name: 'richmenu-batch',
      method: 'POST',
      path: path('batch'),
      limit: perHour(3),
      answer: batch,
    },
    {
      name: 'richmenu-batch-validate',
      method: 'POST',
      path: path('validate/batch'),
      limit: USUAL_LIMIT,
      answer: validate,
    },
    {
      name: 'richmenu-batch-progress',
      method: 'GET',
      path: path('progress/batch'),
      limit: perHour(100),
      answer: progress,
    },
  ];
}
