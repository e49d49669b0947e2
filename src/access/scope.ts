import type { Actor } from '../core/actor.js';
import { type AreaCode, covers } from '../core/area.js';

declare const granted: unique symbol;

/**
 * The areas whose people and reports a query may list or count. Only `scopeOf` makes one, so a
 * repository cannot be asked an unscoped question.
 */
export type GrantedScope = (
  | { readonly kind: 'all' }
  | { readonly kind: 'areas'; readonly areas: readonly AreaCode[] }
) & { readonly [granted]: true };

/** What this person's duties let them see; nothing for somebody without any. */
export const scopeOf = (actor: Actor): GrantedScope =>
  (actor.isAdmin
    ? { kind: 'all' }
    : { kind: 'areas', areas: actor.offices.map((o) => o.area) }) as GrantedScope;

/** Whether the scope covers the whole of `area`. */
export const inScope = (scope: GrantedScope, area: AreaCode): boolean =>
  scope.kind === 'all' || scope.areas.some((outer) => covers(outer, area));
