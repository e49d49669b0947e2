import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { type Programme, programmeSchema, shiftProgramme } from '../../../src/core/programme.js';
import type { Day } from '../../../src/core/time.js';
import type { Models } from '../../../src/infra/mongo/models.js';
import type { SeatRow } from '../../../src/infra/mongo/rows.js';

const file = join(__dirname, '..', '..', '..', 'programmes', '2564-phase-1.json');
/** The committed programme, as text. */
export const phaseOneText = readFileSync(file, 'utf8');
export const phaseOne: Programme = programmeSchema.parse(JSON.parse(phaseOneText));
export const phaseOneFrom = (start: Day): Programme => shiftProgramme(phaseOne, start);

/** Rounds of phase 1 by their number. */
export const roundId = (number: number): string => `2564-phase-1.a3.r${number}`;

/** Seats 1 to `count` of a tambon, free and active since `activeFrom`. */
export async function storeSeats(
  { seats }: Models,
  p: { tambon: string; from?: number; count: number; activeFrom: number; activeTo?: number },
): Promise<void> {
  const first = p.from ?? 1;
  const rows = Array.from({ length: p.count }, (_, i): SeatRow => {
    const number = first + i;
    return {
      _id: `${p.tambon}-${String(number).padStart(2, '0')}`,
      tambon: p.tambon,
      number,
      rosterName: `คนที่ ${number}`,
      village: null,
      phone: null,
      holder: null,
      withdrawnName: null,
      history: [],
      activeFrom: p.activeFrom,
      activeTo: p.activeTo ?? null,
    };
  });
  await seats.insertMany(rows);
}

/** Makes the first report of a seat in a round. */
export async function storeReport({ reports }: Models, round: string, seat: string): Promise<void> {
  const sent = await reports.updateOne(
    { _id: `${round}/${seat}` },
    { $set: { version: 1, standing: 'onTime', firstAt: 1, content: { kind: 'nothing' } } },
  );
  if (sent.matchedCount !== 1) throw new Error(`${seat} is not expected in ${round}`);
}
