/** How lines of one chart differ without their colour: by their place, a solid one first. */
const dashes: number[][] = [[], [9, 4], [2, 4], [12, 4, 2, 4], [5, 3], [12, 3, 2, 3, 2, 3]];

/** So many colours there are in the style sheet. */
const COLOURS = 7;

export function dashOf(place: number): number[] {
  return dashes[place % dashes.length] ?? [];
}

/** The class of a series: its colour. */
export function colourOf(place: number): string {
  return `s${place % COLOURS}`;
}
