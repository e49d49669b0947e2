import { type Actor, dutiesOf } from '../core/actor.js';
import { type AreaCode, covers } from '../core/area.js';

declare const granted: unique symbol;

type Scope =
  | { readonly kind: 'all' }
  | { readonly kind: 'areas'; readonly areas: readonly AreaCode[] };

/**
 * The areas whose people and reports a query may list or count. Only this file makes one, so a
 * repository cannot be asked an unscoped question.
 */
export type GrantedScope = Scope & { readonly [granted]: true };
const grant = (scope: Scope): GrantedScope => scope as GrantedScope;

/** What this person's duties let them see; nothing for somebody without any. */
export const scopeOf = (actor: Actor): GrantedScope =>
  grant(actor.isAdmin ? { kind: 'all' } : { kind: 'areas', areas: dutiesOf(actor) });

/** What a group may count: the area that an officer responsible for it named. */
export const scopeOfGroup = (area: AreaCode): GrantedScope =>
  grant({ kind: 'areas', areas: [area] });

/** Whether the scope covers the whole of `area`. */
export const inScope = (scope: GrantedScope, area: AreaCode): boolean =>
  scope.kind === 'all' || scope.areas.some((outer) => covers(outer, area));
