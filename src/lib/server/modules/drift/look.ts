/** What one reading of a document shows. Rows that show a change are kept until it is over, by reference. */
import type { Change } from '../../../domain/drift/changes.ts';
import { exampleOf } from '../../../domain/drift/example.ts';
import { masked } from '../../../domain/drift/masked.ts';
import { createShaper, versionOf, type Shape } from '../../../domain/drift/shape.ts';

export interface Gathered {
  see: (row: unknown) => void;
  shape: () => Shape;
  /** That of the last row: where reading stopped. */
  lastShape: () => Shape;
  /** A row that shows one of the changes, without its values; JSON text. */
  sampleOf: (changes: readonly Change[]) => string;
}

const MOST_EXAMPLES = 64;
const MOST_ANSWERED = 32;

/** Of the rows of a document, as they pass. */
export function gatherRows(): Gathered {
  const shaper = createShaper();
  const examples: unknown[] = [];
  const versions = new Set<number>();
  let last: unknown;
  return {
    see(row) {
      const version = versionOf(row);
      const isNew = version !== null && !versions.has(version) && versions.size < MOST_EXAMPLES;
      if (isNew) versions.add(version);
      const isWatched = shaper.see(row);
      if (isNew || (isWatched && examples.length < MOST_EXAMPLES)) examples.push(row);
      last = row;
    },
    shape: () => shaper.shape(),
    lastShape: () => shapeOf([last]),
    sampleOf: (changes) => sampleText([...examples, last], changes)
  };
}

/** Of a small answer: it is shaped only if somebody asks. */
export function gatherAnswer(): Gathered {
  const rows: unknown[] = [];
  return {
    see(row) {
      if (rows.length < MOST_ANSWERED) rows.push(row);
    },
    shape: () => shapeOf(rows),
    lastShape: () => shapeOf(rows),
    sampleOf: (changes) => sampleText(rows, changes)
  };
}

function shapeOf(rows: readonly unknown[]): Shape {
  const shaper = createShaper();
  for (const row of rows) shaper.see(row);
  return shaper.shape();
}

function sampleText(rows: readonly unknown[], changes: readonly Change[]): string {
  return JSON.stringify(masked(exampleOf(rows, changes)));
}
