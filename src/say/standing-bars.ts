import { percentsOf, type Standing, type Tally } from '../core/round.js';

const colours: Readonly<Record<Standing, string>> = {
  onTime: '#0B6B3A',
  late: '#9A4A00',
  missing: '#B3261E',
};

/** A bar of a card in its three colours; a part without any people has no width and is left out. */
export function standingBars(tally: Tally): { width: string; colour: string }[] {
  const percents = percentsOf(tally);
  return (['onTime', 'late', 'missing'] as const)
    .map((k) => ({ percent: percents?.[k] ?? 0, colour: colours[k] }))
    .filter(({ percent }) => percent > 0)
    .map(({ percent, colour }) => ({ width: `${percent}%`, colour }));
}
