import { lengthOf } from '../core/text.js';
import type { Json } from './bind.js';

/** Wire rules of contract.md that every outgoing message keeps. */
export const limits = {
  messages: 5,
  textUnits: 5000,
  altUnits: 1500,
  bubbleBytes: 30_000,
  carouselBytes: 50_000,
  bubbles: 12,
  quickReplies: 13,
  dataUnits: 300,
  labelGraphemes: 20,
  uriUnits: 1000,
} as const;

const bytesOf = (value: unknown): number => new TextEncoder().encode(JSON.stringify(value)).length;

type Walked = { readonly [key: string]: Json };
const isObject = (v: unknown): v is Walked =>
  typeof v === 'object' && v !== null && !Array.isArray(v);

function* objectsIn(value: Json): Generator<Walked> {
  if (Array.isArray(value)) for (const v of value) yield* objectsIn(v);
  else if (isObject(value)) {
    yield value;
    for (const v of Object.values(value)) yield* objectsIn(v);
  }
}

/** The wire rules that a LINE message object breaks, each in a sentence; empty when it keeps them all. */
export function brokenLimits(message: Json): readonly string[] {
  if (!isObject(message)) return ['a message must be an object'];
  const broken: string[] = [];
  const most = (what: string, is: number, may: number): void => {
    if (is > may) broken.push(`${what}: ${is} is over ${may}`);
  };
  if (typeof message.text === 'string') most('text', message.text.length, limits.textUnits);
  if (message.text === '') broken.push('text: empty');
  if (typeof message.altText === 'string') most('altText', message.altText.length, limits.altUnits);
  const contents = message.contents;
  if (isObject(contents) && Array.isArray(contents.contents) && contents.type === 'carousel') {
    most('bubbles', contents.contents.length, limits.bubbles);
    most('carousel bytes', bytesOf(contents), limits.carouselBytes);
    for (const bubble of contents.contents)
      most('bubble bytes', bytesOf(bubble), limits.bubbleBytes);
  } else if (contents !== undefined) most('bubble bytes', bytesOf(contents), limits.bubbleBytes);
  for (const o of objectsIn(message)) {
    if (Array.isArray(o.items)) most('quick replies', o.items.length, limits.quickReplies);
    if (typeof o.data === 'string') most('data', o.data.length, limits.dataUnits);
    if (typeof o.label === 'string') most('label', lengthOf(o.label), limits.labelGraphemes);
    if (typeof o.uri === 'string') most('uri', o.uri.length, limits.uriUnits);
    if (o.type === 'text' && o.text === '') broken.push('text: empty');
  }
  return broken;
}
