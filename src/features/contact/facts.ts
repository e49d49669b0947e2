import type { AreaBook, AreaCode } from '../../core/area.js';
import type { UserId } from '../../core/ids.js';
import type { JoinRequest } from '../../core/join-request.js';
import type { Office } from '../../core/office.js';

export type ContactPorts = {
  readonly areas: AreaBook;
  readonly admins: readonly UserId[];
  /** What somebody asks for who has no seat yet. */
  waitingRequest(user: UserId): Promise<JoinRequest | null>;
  /** The officers in force whose duty is exactly this area, without the one who asks. */
  officersOf(area: AreaCode, asker: UserId): Promise<readonly Office[]>;
};
