import type { CodeWrite } from './claim-code.js';
import type { GroupWrite } from './group.js';
import type { RequestWrite } from './join-request.js';
import type { MemberWrite } from './member.js';
import type { OfficeWrite } from './office.js';
import type { PhotoWrite } from './photo.js';
import type { PlanWrite } from './plan.js';
import type { ReportWrite } from './report.js';
import type { SeatWrite } from './seat.js';

/** Every change of stored facts. Each carries its precondition; one that fails makes the turn decide anew. */
export type Write =
  | MemberWrite
  | SeatWrite
  | OfficeWrite
  | CodeWrite
  | ReportWrite
  | GroupWrite
  | RequestWrite
  | PlanWrite
  | PhotoWrite;
