import type { Standing } from '../../core/round.js';

/** What a unit is in a round, as everybody is told it. */
export const standings: Record<Standing, string> = {
  onTime: 'ส่งแล้ว ตรงเวลา',
  late: 'ส่งแล้ว ช้ากว่ากำหนด',
  missing: 'ยังไม่ส่ง',
};
