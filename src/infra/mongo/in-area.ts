import { type AreaCode, rangeOf } from '../../core/area.js';

/** The codes of everything that lies in an area, itself included, as a condition on a stored code. */
export function inArea(area: AreaCode): { $gte: string; $lt: string } {
  const { from, below } = rangeOf(area);
  return { $gte: from, $lt: below };
}
