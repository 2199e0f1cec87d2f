/** Figures of chains as a visitor reads them. */
import { countText, UNKNOWN } from '../format/format';

/** "715.8 EH/s". */
export function hashrateText(perSecond: number | null): string {
  if (perSecond === null) return UNKNOWN;
  const units = ['H/s', 'kH/s', 'MH/s', 'GH/s', 'TH/s', 'PH/s', 'EH/s', 'ZH/s'];
  const step = Math.max(0, Math.min(units.length - 1, Math.floor(Math.log10(Math.max(1, perSecond)) / 3)));
  return `${(perSecond / 1_000 ** step).toFixed(step === 0 ? 0 : 1)} ${units[step] ?? ''}`;
}

/** "152.27 T", "4.66e-10": ten digits in a row tell nobody anything. */
export function difficultyText(difficulty: number | null): string {
  if (difficulty === null) return UNKNOWN;
  if (difficulty < 0.01) return difficulty.toExponential(2);
  const units = ['', ' k', ' M', ' G', ' T', ' P'];
  const step = Math.max(0, Math.min(units.length - 1, Math.floor(Math.log10(difficulty) / 3)));
  return `${(difficulty / 1_000 ** step).toFixed(2)}${units[step] ?? ''}`;
}

/** "2.1 sat/vB". */
export function feeRateText(rate: number | null | undefined): string {
  return rate === null || rate === undefined ? UNKNOWN : `${countOrPart(rate)} sat/vB`;
}

function countOrPart(value: number): string {
  return Number.isInteger(value) ? countText(value) : value.toFixed(value < 10 ? 2 : 1);
}
