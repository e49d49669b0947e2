import type { Actor } from '../core/actor.js';
import { AppError } from '../core/fault.js';
import type { Arrival } from '../core/inbound.js';
import { parsePhotoId } from '../core/photo.js';
import { menuChoices } from '../features/help/menu.js';
import { answerPhotos } from '../features/photos/answer.js';
import { takePhoto } from '../features/photos/take.js';
import { offerToCancelRequest } from '../features/registration/own-request.js';
import { farewell, welcome } from '../features/registration/welcome.js';
import { offerToUndo } from '../features/reporting/undo.js';
import { say, sayForSure, write } from '../flow/effect.js';
import type { Advance, AnyFlow, Moment } from '../flow/flow.js';
import {
  blankSession,
  freshen,
  keepTalks,
  type Session,
  suspend,
  type Talk,
} from '../flow/talk.js';
import { type Message, text, types } from '../say/message.js';
import { th } from '../say/th/catalogue.js';
import { type Decision, offerToGoOn } from './go-on.js';
import type { CommitOutcome, FeaturePorts, TurnPorts } from './ports.js';
import { type Entry, flowOf, mayTalk } from './registry.js';
import { type Forms, type Route, route, type Unknown } from './route.js';

const { common, photos, words } = th;
const menuButton = types(words.menu[0]);
const takeBack = types(words.restore[0]);

/** How often a turn is decided anew when somebody else changed the facts in between. */
export const mostAttempts = 3;

/**
 * One thing one person did: load → decide → commit. Throws `turn-kept-moving` when the facts changed
 * under every attempt; the event then stays stored and is tried again.
 */
export async function runTurn(ports: TurnPorts, arrival: Arrival): Promise<CommitOutcome> {
  for (let attempt = 1; attempt <= mostAttempts; attempt += 1) {
    const now = ports.now();
    const { actor, rev, session: stored, erasedAt } = await ports.person(arrival.from);
    const moment: Moment = { actor, event: arrival.id, at: arrival.at, now };
    const gone = erasedAt !== null && arrival.at <= erasedAt;
    // A conversation goes on only for somebody who may still have it.
    const before = keepTalks(freshen(stored, now), (talk) => mayTalk(actor, talk));
    const decision = gone
      ? { session: stored, effects: [] }
      : await decide(
          ports,
          moment,
          before,
          route(actor, before, arrival, await formsFor(ports, actor, arrival)),
        );
    const outcome = await ports.commit({
      arrival,
      rev,
      session: decision.session === stored ? null : decision.session,
      effects: decision.effects,
      isErased: gone,
    });
    if (outcome !== 'again') return outcome;
    await ports.pause();
  }
  throw new AppError('turn-kept-moving', { kind: 'contended' });
}

/** The words of what a leader who types something may be reporting. */
async function formsFor(
  { features }: TurnPorts,
  { seat }: Actor,
  { input }: Arrival,
): Promise<Forms> {
  if (!seat || input.kind !== 'text') return [];
  const opened = (await features.periods()).filter((p) => p.opened);
  // The rounds of an activity share a form, which is read once.
  return [...new Map(opened.map(({ round: { form } }) => [form.id, form.fields])).values()];
}

async function decide(
  ports: TurnPorts,
  moment: Moment,
  session: Session,
  to: Route,
): Promise<Decision> {
  const { features } = ports;
  switch (to.to) {
    case 'nobody':
      return { session, effects: [] };
    case 'welcome':
      return offerToGoOn({
        session: suspend(session),
        effects: welcome(moment, menuChoices(moment.actor)),
      });
    case 'farewell':
      return { session, effects: farewell(moment) };
    case 'cancel':
      return cancel(features, session, moment);
    case 'restore':
      return restore(features, session, moment);
    case 'resume':
      return resume(features, session, moment);
    case 'entry':
      return ask(ports, session, moment, to);
    case 'talk':
      return hear(features, session, moment, to.talk, (flow) =>
        flow.advance(features, moment, to.talk, to.input),
      );
    case 'photo': {
      const { current } = session;
      const round = (current && flowOf(current.flow)?.roundOf(current)) ?? null;
      return { session, effects: await takePhoto(features, moment, to, round) };
    }
    case 'photos-in':
      return photosIn(features, session, moment);
    case 'unsent': {
      const photo = parsePhotoId(to.messageId);
      const user = moment.actor.id;
      return { session, effects: photo ? [write({ kind: 'photo.unsend', photo, user })] : [] };
    }
    case 'unknown':
      return unknown(features, session, moment, to.why);
  }
}

/** Pictures that were sent lately are in: an open conversation goes on with what is to be said of them. */
async function photosIn(
  features: FeaturePorts,
  session: Session,
  moment: Moment,
): Promise<Decision> {
  const answer = await answerPhotos(features, moment);
  if (!answer) return { session, effects: [] };
  const { current } = session;
  if (!current || answer.asks)
    return offerToGoOn({ session, effects: [...answer.writes, sayForSure(answer.message)] });
  const { effects, ...rest } = await hear(features, session, moment, current, (flow) =>
    flow.askAgain(features, moment, current, answer.remark),
  );
  const surely = effects.map((e) => (e.do === 'say' ? { ...e, matters: true } : e));
  return { ...rest, effects: [...answer.writes, ...surely] };
}

/** Puts the outcome of one step of `flow` into the session. */
function settle(session: Session, talk: Talk, advance: Advance): Decision {
  const waiting = session.waiting.filter((t) => t.flow !== talk.flow);
  if (advance.talk)
    return { session: { ...session, current: advance.talk, waiting }, effects: advance.effects };
  const erased = advance.effects.some((e) => e.do === 'write' && e.write.kind === 'member.erase');
  if (erased) return { session: blankSession, effects: advance.effects };
  // What was dropped of the same kind is no way back behind what this one decided.
  const dropped = session.dropped?.flow === talk.flow ? null : session.dropped;
  const left: Session = { ...session, current: null, waiting, dropped, ended: talk.token };
  return offerToGoOn({ session: left, effects: advance.effects });
}

async function hear(
  features: FeaturePorts,
  session: Session,
  moment: Moment,
  talk: Talk,
  step: (flow: AnyFlow<FeaturePorts>) => Promise<Advance>,
): Promise<Decision> {
  const flow = flowOf(talk.flow);
  if (!flow) return unknown(features, { ...session, current: null }, moment, 'button');
  const other = session.current && session.current.token !== talk.token;
  return settle(other ? suspend(session) : session, talk, await step(flow));
}

async function ask(
  ports: TurnPorts,
  session: Session,
  moment: Moment,
  { entry, args, typed }: { entry: Entry; args: string; typed: boolean },
): Promise<Decision> {
  const { features } = ports;
  if (!('flow' in entry)) {
    const effects = await entry.answer(features, moment, args);
    if (effects === null) return unknown(features, session, moment, typed ? 'words' : 'button');
    return typed ? offerToGoOn({ session: suspend(session), effects }) : { session, effects };
  }
  const { flow } = entry;
  const open = [...session.waiting, ...(session.current ? [session.current] : [])];
  const before = open.find((t) => t.flow === flow.id) ?? null;
  if (before && args === '')
    return hear(features, session, moment, before, (f) => f.askAgain(features, moment, before));
  const token = ports.token();
  const advance = await flow.begin(features, moment, { token, args, before });
  const others = session.current?.flow === flow.id ? session : suspend(session);
  if (advance.talk) return settle(others, advance.talk, advance);
  return offerToGoOn({ session: others, effects: advance.effects });
}

async function cancel(features: FeaturePorts, session: Session, moment: Moment): Promise<Decision> {
  const talk = session.current ?? session.waiting.at(-1);
  if (!talk) return { session, effects: [say(await nothingOpen(features, session, moment))] };
  const about = flowOf(talk.flow)?.about() ?? '';
  return {
    session: {
      ...session,
      current: null,
      waiting: session.waiting.filter((t) => t !== talk),
      dropped: { ...talk, at: moment.now },
    },
    effects: [say(text(common.cancelled({ about }), [takeBack, menuButton]))],
  };
}

/** `ยกเลิก` without an open conversation: what else may be meant, an impatient second tap first. */
async function nothingOpen(
  features: FeaturePorts,
  { dropped }: Session,
  moment: Moment,
): Promise<Message> {
  const offer =
    (await offerToUndo(features, moment)) ??
    (await offerToCancelRequest(features, moment)) ??
    text(common.nothingToCancel(), [menuButton]);
  const about = dropped && flowOf(dropped.flow)?.about();
  return about
    ? text(common.cancelledBefore({ about }), [takeBack, ...(offer.choices ?? [])])
    : offer;
}

async function restore(
  features: FeaturePorts,
  session: Session,
  moment: Moment,
): Promise<Decision> {
  const { dropped } = session;
  const flow = dropped && flowOf(dropped.flow);
  if (!dropped || !flow)
    return { session, effects: [say(text(common.nothingToRestore(), [menuButton]))] };
  // A newer conversation of the same kind is dropped in its place, so that nothing typed is lost.
  const open = [...session.waiting, ...(session.current ? [session.current] : [])];
  const newer = open.find((t) => t.flow === dropped.flow) ?? null;
  const left: Session = {
    ...session,
    current: session.current === newer ? null : session.current,
    dropped: newer && { ...newer, at: moment.now },
  };
  return hear(features, left, moment, dropped, (f) =>
    f.askAgain(features, moment, dropped, common.restored({ about: f.about() })),
  );
}

async function resume(features: FeaturePorts, session: Session, moment: Moment): Promise<Decision> {
  const talk = session.current ?? session.waiting.at(-1);
  if (!talk) return { session, effects: [say(text(common.nothingToResume(), [menuButton]))] };
  return hear(features, session, moment, talk, (f) => f.askAgain(features, moment, talk));
}

const sentences: Readonly<Record<Unknown, () => string>> = {
  words: common.notUnderstood,
  thanks: common.youAreWelcome,
  hello: common.hello,
  kind: common.onlyText,
  long: common.tooLong,
  button: common.goneButton,
  done: common.doneButton,
  photo: photos.onlyLeaders,
  video: photos.notVideo,
  audio: photos.notAudio,
  document: photos.notDocument,
  heic: photos.notHeic,
  place: photos.notPlace,
  linked: photos.notLinked,
};

/** One plain sentence and a way on; an open conversation stays where it is. */
async function unknown(
  features: FeaturePorts,
  session: Session,
  moment: Moment,
  why: Unknown,
): Promise<Decision> {
  const { current } = session;
  if (current) {
    const remark = why === 'button' ? common.staleButton() : sentences[why]();
    return hear(features, session, moment, current, (f) =>
      f.askAgain(features, moment, current, remark),
    );
  }
  const waiting = session.waiting.at(-1);
  const about = waiting && flowOf(waiting.flow)?.about();
  const answer =
    why === 'words' && about !== undefined
      ? text(common.waiting({ about }), [menuButton])
      : text(sentences[why](), menuChoices(moment.actor));
  return offerToGoOn({ session, effects: [say(answer)] });
}

/** What a person hears when their event could not be handled at all. */
export const trouble = (reference: string): Message =>
  text(common.trouble({ reference }), [menuButton]);
