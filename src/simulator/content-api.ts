import type { Kept } from './contents.js';
import {
  type ApiAnswer,
  type ApiRequest,
  type Endpoint,
  ok,
  type Platform,
  refuse,
} from './platform.js';
import { USUAL_LIMIT } from './rate-limits.js';
import { samplePhoto } from './samples.js';

const STATUS = { preparing: 'processing', ready: 'succeeded', failed: 'failed' } as const;

type There = Exclude<Kept, { readonly kind: 'gone' }>;

/** The files behind people's messages: the bytes, whether they are ready, and a small picture. */
export function createContentApi({ contents }: Platform): readonly Endpoint[] {
  const withFile =
    (answer: (file: There) => ApiAnswer) =>
    ({ params: [messageId = ''] }: ApiRequest): ApiAnswer => {
      const kept = contents.of(messageId);
      if (kept === null) return refuse(404, 'not found');
      return kept.kind === 'gone' ? refuse(410, 'The content is gone') : answer(kept);
    };
  const typeOf = ({ content }: There): string => content.contentType.split('/', 1)[0] ?? '';

  const content = withFile((file) => {
    if (file.kind === 'ready') return { status: 200, bytes: file.content };
    return file.kind === 'preparing' ? { status: 202, body: {} } : refuse(404, 'not found');
  });
  const transcoding = withFile((file) =>
    ['video', 'audio'].includes(typeOf(file))
      ? ok({ status: STATUS[file.kind] })
      : refuse(400, "Transcoding status doesn't support this type of content"),
  );
  const preview = withFile((file) => {
    if (typeOf(file) === 'image') return { status: 200, bytes: file.content };
    return typeOf(file) === 'video'
      ? { status: 200, bytes: samplePhoto(0) }
      : refuse(400, 'The content can not be previewed');
  });

  const get = (name: string, rest: string, answer: Endpoint['answer']): Endpoint => ({
    name,
    method: 'GET',
    path: new RegExp(`^/v2/bot/message/([^/]+)/content${rest}$`),
    limit: USUAL_LIMIT,
    answer,
  });
  return [
    get('content', '', content),
    get('transcoding', '/transcoding', transcoding),
    get('preview', '/preview', preview),
  ];
}
