import type { AreaCode } from './area.js';
import type { GroupId } from './ids.js';
import type { Instant } from './time.js';

/** All that is kept of a group or room: which area its people are of, as an officer said. */
export type GroupWrite =
  | {
      readonly kind: 'group.area';
      readonly group: GroupId;
      readonly area: AreaCode;
      readonly at: Instant;
    }
  /** The bot is no longer in the group. */
  | { readonly kind: 'group.forget'; readonly group: GroupId; readonly at: Instant };
