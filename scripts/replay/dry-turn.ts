import { runGroupTurn } from '../../src/bot/group-turn.js';
import type { DecidedTurn, TurnPorts } from '../../src/bot/ports.js';
import { runTurn } from '../../src/bot/turn.js';
import type { UserId } from '../../src/core/ids.js';
import type { Instant } from '../../src/core/time.js';
import type { Effect } from '../../src/flow/effect.js';
import type { LineEvent } from '../../src/infra/line/envelope.js';
import { arrivalOf, groupArrivalOf } from '../../src/infra/line/inbound.js';
import { loadData } from '../../src/infra/load-data.js';
import { readActor } from '../../src/infra/mongo/actors.js';
import { featurePorts } from '../../src/infra/mongo/feature-ports.js';
import type { Models } from '../../src/infra/mongo/models.js';
import { readSession } from '../../src/infra/mongo/sessions.js';
import type { Secrets } from '../../src/infra/secrets.js';
import type { Message } from '../../src/say/message.js';

type World = {
  readonly root: string;
  readonly models: Models;
  readonly secrets: Secrets;
  readonly admins: readonly UserId[];
  readonly now: Instant;
};

/**
 * Decides an event as the bot would now, with the facts of the database, and changes nothing. Answers
 * what would become true, by kind alone; null when it is none of the bot's business. Throws whatever the
 * handling throws.
 */
export async function dryTurn(world: World, event: LineEvent): Promise<readonly string[] | null> {
  const arrival = arrivalOf(event);
  const inGroup = groupArrivalOf(event);
  if (!arrival && !inGroup) return null;
  const { models, secrets, admins, now } = world;
  const { areas, render } = loadData(world.root);
  const features = featurePorts({
    models,
    secrets,
    admins,
    areas,
    // A dry run asks LINE nothing.
    account: { quota: async () => ({ limit: null, used: 0 }) },
    approvalOver: 0,
    linksOf: () => null,
  });
  const decided: DecidedTurn[] = [];
  const ports: TurnPorts = {
    features: {
      ...features,
      // The real one counts the try; here the code is only looked up.
      async tryCode({ code, now: at }) {
        const found = await features.findCode(secrets.codeId(code), at);
        return found ? { kind: 'found', code: found } : { kind: 'refused' };
      },
    },
    now: () => now,
    pause: async () => undefined,
    token: () => 'dry-run',
    actor: (id) => readActor({ models, secrets, admins }, id),
    session: (id) => readSession(models, id),
    erasedAt: async (id) =>
      (await models.tombstones.findById(secrets.pseudonym(id)).lean())?.at ?? null,
    commit: async (turn) => {
      // A message that cannot be drawn fails here, as it would for real.
      for (const message of turn.effects.flatMap(messagesOf)) render(message);
      decided.push(turn);
      return 'done';
    },
  };
  if (arrival) await runTurn(ports, arrival);
  else if (inGroup) await runGroupTurn(ports, inGroup);
  return decided.flatMap(({ session, effects }) => [
    ...effects.map(effectLine),
    ...(session === null ? [] : [`conversation: ${talkLine(session.current)}`]),
  ]);
}

function messagesOf(effect: Effect): readonly Message[] {
  return effect.do === 'say' || effect.do === 'tell' ? effect.messages : [];
}

const kindOf = (message: Message): string =>
  message.kind === 'card' ? `card ${message.card}` : message.kind;

function effectLine(effect: Effect): string {
  switch (effect.do) {
    case 'write':
      return `write: ${effect.write.kind}`;
    case 'note':
      return `note: ${effect.event}`;
    case 'say':
      return `say: ${effect.messages.map(kindOf).join(', ')}${effect.matters ? ' (for sure)' : ''}`;
    case 'plan':
      return `plan: ${effect.plan.id}`;
    case 'tell':
      return `tell: ${effect.messages.map(kindOf).join(', ')}, lane ${effect.lane}`;
  }
}

const talkLine = (talk: { readonly flow: string; readonly step: string } | null): string =>
  talk === null ? 'none is open' : `${talk.flow}, at ${talk.step}`;
