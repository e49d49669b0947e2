import type { AreaBook, AreaCode } from '../../core/area.js';
import type { UserId } from '../../core/ids.js';
import type { Office } from '../../core/office.js';

export type ContactPorts = {
  readonly areas: AreaBook;
  readonly admins: readonly UserId[];
  /** The officers in force whose duty is exactly this area. */
  officersOf(area: AreaCode): Promise<readonly Office[]>;
};
