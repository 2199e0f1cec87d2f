/** How the lines of one chart look: by their place, a solid one first, so that they differ without colour too. */
import type { ChartSeries } from './data.ts';

const dashes: number[][] = [[], [9, 4], [2, 4], [12, 4, 2, 4], [5, 3], [12, 3, 2, 3, 2, 3]];

/** So many colours there are in the style sheet. */
const COLOURS = 7;

/** Of what stands beside the chart's own lines. */
const roles: Record<NonNullable<ChartSeries['role']>, { colour: string; dash: number[] }> = {
  before: { colour: 'role-before', dash: [3, 3] },
  mean: { colour: 'role-mean', dash: [] },
  second: { colour: 'role-second', dash: [9, 4] }
};

type Looking = Pick<ChartSeries, 'role' | 'hue'>;

export function dashOf({ role }: Looking, place: number): number[] {
  return role === undefined ? (dashes[place % dashes.length] ?? []) : roles[role].dash;
}

/** The class of a series: its colour. */
export function colourOf({ role, hue }: Looking, place: number): string {
  if (role !== undefined) return roles[role].colour;
  return hue === undefined ? `s${place % COLOURS}` : `hue-${hue}`;
}
