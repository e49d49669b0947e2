import type { FeaturePorts } from '../../bot/ports.js';
import type { DigestJobPorts } from '../../bot/run-digests.js';
import type { AreaBook, AreaCode } from '../../core/area.js';
import type { UserId } from '../../core/ids.js';
import type { PhotoId, PhotoLinks } from '../../core/photo.js';
import type { Instant } from '../../core/time.js';
import { showCode } from '../../read/seat-code.js';
import type { LineAccount } from '../line/account.js';
import type { Secrets } from '../secrets.js';
import { readOfficers, toOffice, toSeat } from './actors.js';
import { broadcastPorts } from './broadcast-ports.js';
import { readStatistics } from './cells.js';
import { findCode, tryCode } from './claim-codes.js';
import type { Models } from './models.js';
import { seatPhotosReader } from './photos.js';
import { remembered } from './remembered.js';
import {
  countRequests,
  readApprovers,
  readRequest,
  readSeatsOf,
  readWaiting,
  readWaitingRequest,
  readWithSeats,
} from './requests.js';
import {
  readMissingSeats,
  readPeriods,
  readProgramme,
  readSeatStandings,
  readTallies,
  seatReportsReader,
} from './rounds.js';

/** Everything the features ask, answered from the database. */
export const featurePorts = (p: {
  readonly models: Models;
  readonly secrets: Secrets;
  readonly areas: AreaBook;
  readonly admins: readonly UserId[];
  readonly account: Pick<LineAccount, 'quota'>;
  readonly approvalOver: number;
  readonly linksOf: (photo: PhotoId) => PhotoLinks | null;
  readonly now: () => Instant;
}): FeaturePorts => ({
  areas: p.areas,
  admins: p.admins,
  tryCode: (request) => tryCode(p, request),
  findCode: (id, now) => findCode(p.models, id, now),
  seat: async (id) => {
    const row = await p.models.seats.findById(id).lean();
    return row && toSeat(row);
  },
  withSeats: (areas) => readWithSeats(p.models, areas),
  seatsOf: (tambon) => readSeatsOf(p.models, tambon),
  approversOf: (tambon) => readApprovers(p.models, tambon, p.admins),
  waitingRequest: (user) => readWaitingRequest(p.models, user),
  requestsSince: (user, since) => countRequests(p.models, user, since),
  request: (id) => readRequest(p, id),
  waitingRequests: (scope, page, pageSize) => readWaiting(p, scope, page, pageSize),
  seatPhone: async (id) => {
    const row = await p.models.seats.findById(id, { phone: 1 }).lean();
    return row?.phone ? p.secrets.unseal(row.phone) : null;
  },
  programme: remembered(() => readProgramme(p.models), p.now),
  periods: remembered(() => readPeriods(p.models), p.now),
  seatReports: seatReportsReader(p.models),
  seatPhotos: seatPhotosReader(p.models, p.linksOf),
  tallies: (scope, round, area) => readTallies(p.models, scope, round, area),
  statistics: (scope, asked) => readStatistics(p.models, scope, asked),
  seatStandings: (scope, round, tambon) => readSeatStandings(p, scope, round, tambon),
  officersOf: async (area, asker) => {
    const others = { area, user: { $ne: asker } };
    const rows = await p.models.officers.find(others).sort({ since: 1 }).lean();
    return rows.map((row) => toOffice(row, p.secrets));
  },
  groupArea: async (group) => {
    const row = await p.models.groups.findById(group).lean();
    return row && (row.area as AreaCode);
  },
  ...broadcastPorts(p),
  newCode: () => {
    const code = p.secrets.freshCode();
    return { id: p.secrets.codeId(code), shown: showCode(code) };
  },
});

/** What the morning digests ask. */
export const digestPorts = (p: {
  readonly models: Models;
  readonly secrets: Secrets;
  readonly areas: AreaBook;
}): Omit<DigestJobPorts, 'tell'> => ({
  areas: p.areas,
  periods: () => readPeriods(p.models),
  tallies: (scope, round, area) => readTallies(p.models, scope, round, area),
  missingSeats: (scope, round, area) => readMissingSeats(p.models, scope, round, area),
  officers: () => readOfficers(p),
  pseudonym: (user) => p.secrets.pseudonym(user),
});
