import type { Ids } from './ids.js';
import type { NewPhone, RosterPerson } from './page-contract.js';
import type { People } from './people.js';
import type { Persona } from './persona.js';

/** The bot's own list of people, from which somebody can be given a phone. */
export type Roster = {
  /** The first few that fit these words. */
  find(words: string): Promise<readonly RosterPerson[]>;
  /** The phone of this person; null when there is no such person. */
  phoneOf(rosterId: string): Promise<Persona | null>;
};

export type Phones = {
  /** Whose phones are on the page. */
  all(): readonly Persona[];
  find(words: string): Promise<readonly RosterPerson[]>;
  readonly hasRoster: boolean;
  /** Null when the roster does not know that person. */
  add(phone: NewPhone): Promise<Persona | null>;
  clear(): void;
};

/** The phones on the page: those of the start, and those added since. */
export function createPhones(
  given: () => readonly Persona[],
  roster: Roster | null,
  people: People,
  ids: Ids,
): Phones {
  const added: Persona[] = [];

  const introduce = (personas: readonly Persona[]): void => {
    for (const persona of personas)
      for (const { userId, name } of persona.members ?? [persona]) people.person(userId, name);
  };
  introduce(given());
  return {
    all: () => [...given(), ...added],
    find: async (words) => (await roster?.find(words)) ?? [],
    hasRoster: roster !== null,
    async add(phone) {
      const userId = ids.userId();
      const persona =
        'name' in phone
          ? { id: userId, userId, name: phone.name, role: '', about: '', hints: [] }
          : await roster?.phoneOf(phone.rosterId);
      if (persona === null || persona === undefined) return null;
      if (added.every(({ id }) => id !== persona.id)) added.push(persona);
      introduce([persona]);
      return persona;
    },
    clear() {
      added.splice(0);
      introduce(given());
    },
  };
}
