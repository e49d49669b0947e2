import type { AreaBook } from '../../core/area.js';
import type { CodeId } from '../../core/ids.js';

/** A fresh random code: what is shown once, and what is stored. */
export type NewCode = { readonly id: CodeId; readonly shown: string };

export type InvitePorts = {
  readonly areas: AreaBook;
  newCode(): NewCode;
};
