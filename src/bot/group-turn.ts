import { AppError } from '../core/fault.js';
import type { GroupArrival } from '../core/inbound.js';
import type { Instant } from '../core/time.js';
import {
  deadlines,
  greet,
  help,
  missing,
  privateOnly,
  unknown,
} from '../features/group/answers.js';
import { nameArea } from '../features/group/area.js';
import { type Effect, write } from '../flow/effect.js';
import type { CommitOutcome, FeaturePorts, TurnPorts } from './ports.js';
import { type GroupRoute, routeGroup } from './route-group.js';
import { mostAttempts } from './turn.js';

type GroupTurnPorts = Pick<TurnPorts, 'features' | 'pause' | 'person' | 'commit'>;

/**
 * One thing that happened in a group: load → decide → commit, apart from everybody's conversations, so
 * that nothing of them can get there. Throws `turn-kept-moving` like a person's turn.
 */
export async function runGroupTurn(
  ports: GroupTurnPorts,
  arrival: GroupArrival,
): Promise<CommitOutcome> {
  for (let attempt = 1; attempt <= mostAttempts; attempt += 1) {
    const { from, at, input } = arrival;
    const person = from && (await ports.person(from));
    const isErased = person?.erasedAt != null && at <= person.erasedAt;
    const to = routeGroup(person?.actor ?? null, input);
    const effects = isErased ? [] : await decide(ports.features, to, arrival);
    const outcome = await ports.commit({ arrival, rev: 0, session: null, effects, isErased });
    if (outcome !== 'again') return outcome;
    await ports.pause();
  }
  throw new AppError('turn-kept-moving', { kind: 'passing' });
}

async function decide(
  features: FeaturePorts,
  route: GroupRoute,
  { group, at }: { readonly group: GroupArrival['group']; readonly at: Instant },
): Promise<readonly Effect[]> {
  switch (route.to) {
    case 'greet':
      return greet();
    case 'forget':
      return [write({ kind: 'group.forget', group, at })];
    case 'help':
      return help();
    case 'deadlines':
      return deadlines(features, at);
    case 'missing':
      return missing(features, group, at, route.args);
    case 'area':
      return nameArea({ ...route, areas: features.areas, group, at });
    case 'private-only':
      return privateOnly();
    case 'unknown':
      return unknown();
  }
}
