import { type Action, can } from '../access/policy.js';
import type { Actor } from '../core/actor.js';
import type { Arrival, FileKind, Inbound, Tap } from '../core/inbound.js';
import type { PhotoId, PhotoSet } from '../core/photo.js';
import { photoAction, typedRound } from '../features/photos/attach.js';
import type { Session, Talk } from '../flow/talk.js';
import { readGreeting } from '../read/greeting.js';
import { type FieldWords, figuresAlone, lineBehind } from '../read/report-line.js';
import { namesRound, readRoundNumber } from '../read/round-number.js';
import { readCode } from '../read/seat-code.js';
import { matchWord } from '../read/word.js';
import { th } from '../say/th/catalogue.js';
import { type Entry, entries, flowOf } from './registry.js';

/** Who handles an arrival. */
export type Route =
  | { readonly to: 'nobody' }
  | { readonly to: 'welcome' }
  | { readonly to: 'farewell' }
  | { readonly to: 'cancel' }
  | { readonly to: 'restore' }
  | { readonly to: 'resume' }
  | { readonly to: 'entry'; readonly entry: Entry; readonly args: string; readonly typed: boolean }
  | { readonly to: 'talk'; readonly talk: Talk; readonly input: Inbound }
  | { readonly to: 'photo'; readonly photo: PhotoId; readonly set: PhotoSet | null }
  | { readonly to: 'photos-in' }
  | { readonly to: 'unsent'; readonly messageId: string }
  | { readonly to: 'unknown'; readonly why: Unknown };

/** What cannot be answered as it was meant. `photo`: from somebody who sends no reports. */
export type Unknown =
  | 'words'
  | 'thanks'
  | 'hello'
  | 'kind'
  | 'long'
  | 'button'
  | 'done'
  | 'photo'
  | FileKind;

/** Longer than anything a person means to say here; protects the reading of words. */
export const mostTyped = 1000;

const { words } = th;

/** The words of each form that is reported now. */
export type Forms = readonly (readonly FieldWords<string>[])[];

/** Decides who handles this, in which order. Pure; a word this person may not use is no word at all. */
export function route(actor: Actor, session: Session, arrival: Arrival, forms: Forms): Route {
  const { input } = arrival;
  switch (input.kind) {
    case 'joined':
      return { to: 'welcome' };
    case 'left':
      return { to: 'farewell' };
    case 'unsent':
      return { to: 'unsent', messageId: input.messageId };
    case 'photo':
      if (can(actor, 'photo.send')) return { ...input, to: 'photo' };
      // Of pictures sent together the first is answered.
      return (input.set?.index ?? 1) > 1 ? { to: 'nobody' } : { to: 'unknown', why: 'photo' };
    case 'photos-in':
      return { to: 'photos-in' };
    case 'file':
      return { to: 'unknown', why: input.what };
    case 'text':
      return routeText(actor, session, input.text, forms);
    case 'tap':
      return routeTap(actor, session, input.tap);
    case 'other':
      if (!spoken.includes(input.type)) return { to: 'nobody' };
      return session.current
        ? { to: 'talk', talk: session.current, input }
        : { to: 'unknown', why: 'kind' };
  }
}

/** Kinds of messages that a person sends and waits for an answer to. */
const spoken: readonly string[] = ['sticker', 'image'];

const aboutReports: readonly Action[] = ['report.send', 'report.correct'];

function routeText(actor: Actor, session: Session, text: string, forms: Forms): Route {
  if (text.length > mostTyped) return { to: 'unknown', why: 'long' };
  if (matchWord(text, words.cancel)?.rest === '') return { to: 'cancel' };
  if (matchWord(text, words.restore)?.rest === '') return { to: 'restore' };
  if (matchWord(text, words.resume)?.rest === '') return { to: 'resume' };
  const { current } = session;
  const reporting = entries.filter(
    (e): e is Extract<Entry, { flow: unknown }> =>
      'flow' in e && aboutReports.includes(e.action) && can(actor, e.action),
  );
  const reported = reporting.find((e) => e.flow.id === current?.flow);
  // In the middle of a report nothing of it was sent yet: "cancel the sending" means to leave it.
  if (reported && matchWord(text, words.undo)?.rest === '') return { to: 'cancel' };
  const isFreeText = current !== null && flowOf(current.flow)?.isFreeText(current.step) === true;
  for (const entry of entries) {
    const match = matchWord(text, entry.words);
    if (isFreeText && match?.rest !== '') continue;
    if (match && can(actor, entry.action))
      return { to: 'entry', entry, args: match.rest, typed: true };
  }
  for (const entry of isFreeText ? [] : reporting) {
    const args = lineBehind(text, entry.words, forms);
    if (args !== null) return { to: 'entry', entry, args, typed: true };
  }
  // Figures alone begin a report, or go into the one that is open; elsewhere figures mean other things.
  const open = current ? reported : reporting[0];
  const args = open ? figuresAlone(text, forms) : null;
  if (open && args !== null) return { to: 'entry', entry: open, args, typed: true };
  if (session.current) return { to: 'talk', talk: session.current, input: { kind: 'text', text } };
  // While a conversation waits, a bare number may be meant for it.
  const round = session.waiting.length === 0 || namesRound(text) ? readRoundNumber(text) : null;
  const attaching = entries.find((e) => e.standing === photoAction);
  // The answer to "which report are these pictures of", which is no conversation.
  if (round !== null && attaching && can(actor, attaching.action))
    return { to: 'entry', entry: attaching, args: typedRound(round), typed: true };
  const registering = entries.find((e) => e.words.includes(words.code[0]));
  // A code by itself can only mean one thing. Numbers to call have no letters.
  if (registering && /[A-Z]/.test(readCode(text) ?? ''))
    return { to: 'entry', entry: registering, args: text, typed: true };
  const greeting = readGreeting(text);
  if (greeting !== 'sent') return { to: 'unknown', why: greeting ?? 'words' };
  const status = entries.find((e) => e.words.includes(words.status[0]));
  return status && can(actor, status.action)
    ? { to: 'entry', entry: status, args: '', typed: true }
    : { to: 'unknown', why: 'words' };
}

function routeTap(actor: Actor, session: Session, tap: Tap): Route {
  if (tap.kind === 'go') {
    const entry = entries.find((e) => e.standing === tap.action);
    return entry && can(actor, entry.action)
      ? { to: 'entry', entry, args: tap.args, typed: false }
      : { to: 'unknown', why: 'button' };
  }
  if (tap.kind === 'unreadable') return { to: 'unknown', why: 'button' };
  const open = [...session.waiting, ...(session.current ? [session.current] : [])];
  const own = open.find((t) => t.token === tap.token);
  const talk = own ?? session.current;
  if (!own && tap.token === session.ended) return { to: 'unknown', why: 'done' };
  return talk
    ? { to: 'talk', talk, input: { kind: 'tap', tap } }
    : { to: 'unknown', why: 'button' };
}
