import { isGroupId, isUserId } from './ids.js';

const UNFRIENDED_REACH_MS = 7 * 24 * 60 * 60 * 1000;

export type Person = {
  readonly userId: string;
  readonly name: string;
  readonly friend: boolean;
  readonly blocked: boolean;
};
export type Group = {
  readonly groupId: string;
  readonly name: string;
  readonly members: readonly string[];
};

export type People = {
  /** Makes the account when it is new; a name given later replaces the old one. */
  person(userId: string, name?: string): Person;
  known(userId: string): boolean;
  friendship(userId: string, state: { readonly friend: boolean; readonly blocked: boolean }): void;
  /** A one-to-one message came from this person: reachable for 7 days even when not a friend. */
  wrote(userId: string): void;
  /** Whether a message to this person arrives; sending to others is accepted and dropped. */
  reachable(userId: string): boolean;
  /** Everybody there is. */
  everyone(): readonly Person[];
  /** Puts the bot into a group of these people; later on: changes who is in it. */
  join(groupId: string, members: readonly string[], name?: string): void;
  leave(groupId: string): void;
  group(groupId: string): Group | null;
  clear(): void;
};

/** The accounts of LINE that exist on this machine. */
export function createPeople(now: () => number): People {
  const people = new Map<string, Person>();
  const groups = new Map<string, Group>();
  const wroteAt = new Map<string, number>();

  const person = (userId: string, name?: string): Person => {
    if (!isUserId(userId)) throw new Error(`not a LINE user id: ${userId}`);
    const found = people.get(userId);
    if (found !== undefined && (name === undefined || name === found.name)) return found;
    const made: Person = {
      friend: false,
      blocked: false,
      ...found,
      userId,
      name: name ?? `LINE ${userId.slice(-4)}`,
    };
    people.set(userId, made);
    return made;
  };

  return {
    person,
    known: (userId) => people.has(userId),
    friendship: (userId, state) => void people.set(userId, { ...person(userId), ...state }),
    wrote: (userId) => void wroteAt.set(userId, now()),
    reachable(userId) {
      const found = people.get(userId);
      if (found === undefined || found.blocked) return false;
      const wrote = wroteAt.get(userId);
      return found.friend || (wrote !== undefined && now() - wrote <= UNFRIENDED_REACH_MS);
    },
    everyone: () => [...people.values()],
    join(groupId, members, name = groups.get(groupId)?.name ?? 'LINE group') {
      if (!isGroupId(groupId)) throw new Error(`not a LINE group id: ${groupId}`);
      for (const member of members) person(member);
      groups.set(groupId, { groupId, name, members: [...members] });
    },
    leave: (groupId) => void groups.delete(groupId),
    group: (groupId) => groups.get(groupId) ?? null,
    clear() {
      people.clear();
      groups.clear();
      wroteAt.clear();
    },
  };
}
