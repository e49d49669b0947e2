import type { BotFile, BotFiles } from './bot-files.js';
import { isRecord } from './check.js';
import { imageSizeOf } from './image-size.js';
import type { Violation } from './page-contract.js';

const MB = 1024 * 1024;

/** What LINE asks of the file behind an address in a message (reference, the objects' `Max file size`). */
type Rule = {
  readonly maxBytes: number;
  readonly types: RegExp;
  readonly maxWidth?: number;
  readonly maxHeight?: number;
};
const PICTURE = /^image\/(png|jpeg)\b/;
const video: Rule = { maxBytes: 200 * MB, types: /^video\/mp4\b/ };
const preview: Rule = { maxBytes: MB, types: PICTURE };
const templateImage: Rule = { maxBytes: 10 * MB, types: PICTURE, maxWidth: 1024 };
const flexImage: Rule = { ...templateImage, maxHeight: 1024 };
const animated: Rule = { ...flexImage, maxBytes: 300 * 1024, types: /^image\/(png|apng)\b/ };
const icon: Rule = { ...flexImage, maxBytes: MB };

function rulesOf(node: Readonly<Record<string, unknown>>): readonly (readonly [string, Rule])[] {
  switch (node.type) {
    case 'image':
      return node.url === undefined
        ? [
            ['originalContentUrl', { maxBytes: 10 * MB, types: PICTURE }],
            ['previewImageUrl', preview],
          ]
        : [['url', node.animated === true ? animated : flexImage]];
    case 'video':
      return node.url === undefined
        ? [
            ['originalContentUrl', video],
            ['previewImageUrl', preview],
          ]
        : [
            ['url', video],
            ['previewUrl', preview],
          ];
    case 'audio':
      return [['originalContentUrl', { maxBytes: 200 * MB, types: /^audio\// }]];
    case 'icon':
      return [['url', icon]];
    default:
      return [
        ['thumbnailImageUrl', templateImage],
        ['imageUrl', node.type === 'action' ? preview : templateImage],
        ['iconUrl', preview],
      ];
  }
}

type Remote = { readonly property: string; readonly url: string; readonly rule: Rule };

function remotesIn(node: unknown, property: string): readonly Remote[] {
  if (Array.isArray(node)) return node.flatMap((each, at) => remotesIn(each, `${property}[${at}]`));
  if (!isRecord(node)) return [];
  const under = (name: string): string => (property === '' ? name : `${property}.${name}`);
  const own = rulesOf(node).flatMap(([name, rule]) => {
    const url = node[name];
    return typeof url === 'string' ? [{ property: under(name), url, rule }] : [];
  });
  return [...own, ...Object.entries(node).flatMap(([name, each]) => remotesIn(each, under(name)))];
}

function wrongWith({ status, contentType, bytes }: BotFile, rule: Rule): readonly string[] {
  if (status !== 200) return [`the file was answered with ${status}`];
  const size = imageSizeOf(bytes);
  const { maxWidth = Number.POSITIVE_INFINITY, maxHeight = Number.POSITIVE_INFINITY } = rule;
  const isBig = size !== null && (size.width > maxWidth || size.height > maxHeight);
  return [
    ...(rule.types.test(contentType) ? [] : [`the file is ${contentType}`]),
    ...(bytes.length <= rule.maxBytes
      ? []
      : [`the file has ${bytes.length} bytes, at most ${rule.maxBytes} are shown`]),
    ...(isBig ? [`the picture has ${size.width} x ${size.height} pixels`] : []),
  ];
}

/**
 * Looks at the bot's own files that a request's messages point at. LINE takes such a message and
 * shows nothing: what is found is a red mark, never a refusal. Each address is fetched once.
 */
export function createRemoteFiles(
  publicBaseUrl: string | null,
  files: BotFiles,
): (body: unknown) => Promise<readonly Violation[]> {
  const looked = new Map<string, Promise<readonly string[]>>();
  const look = async (rest: string, rule: Rule): Promise<readonly string[]> => {
    try {
      const file = await files(rest);
      return file === null ? [] : wrongWith(file, rule);
    } catch (error) {
      return [`the file could not be fetched: ${error instanceof Error ? error.message : ''}`];
    }
  };
  return async (body) => {
    if (publicBaseUrl === null || !isRecord(body) || !Array.isArray(body.messages)) return [];
    const prefix = `${publicBaseUrl.replace(/\/$/, '')}/`;
    const own = remotesIn(body.messages, 'messages').filter(({ url }) => url.startsWith(prefix));
    const found = own.map(async ({ property, url, rule }) => {
      const key = `${rule.maxBytes} ${rule.types} ${url}`;
      const messages = looked.get(key) ?? look(url.slice(prefix.length), rule);
      looked.set(key, messages);
      return (await messages).map((message) => ({ property, message }));
    });
    return (await Promise.all(found)).flat();
  };
}
