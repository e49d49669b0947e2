import { createContext } from 'preact';
import { useMemo } from 'preact/hooks';
import type { Persona } from '../../persona.js';

type NamesById = Readonly<Record<string, string>>;

/** Names of the accounts on this page by user id, for mentions. */
export const Names = createContext<NamesById>({});

/** The same object until a name changes, so that the clock's ticks redraw no messages. */
export function useNames(personas: readonly Persona[]): NamesById {
  const known = personas.flatMap(
    ({ members, userId, name, role }) => members ?? [{ userId, name, role }],
  );
  const written = JSON.stringify(known.map(({ userId, name }) => [userId, name]));
  return useMemo(() => Object.fromEntries(JSON.parse(written)), [written]);
}
