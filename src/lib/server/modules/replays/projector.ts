/** What a replay replays: a projection, made again beside what is stored of it. */
import type { LeaseName } from '../../platform/jobs/leases.ts';
import type { Run } from '../../platform/jobs/run.ts';
import type { LaidAside } from './statements.ts';

/** Heights, inclusive. */
export interface Range {
  from: number;
  to: number;
  /** Neither was asked for. */
  isAll: boolean;
}

export interface Batch {
  /** Where the next one begins. */
  cursor: string;
  /** How many rows were looked at. */
  count: number;
  /** What differs, by key. */
  rows: Record<string, LaidAside>;
}

export interface Projector {
  /** Nobody else writes the projection while what was laid aside takes its place. */
  lease: LeaseName;
  /** How many rows there are to look at, about. */
  total: (range: Range) => Promise<number>;
  /** Looks at the next rows; the first cursor is empty. null: there are none left. Writes nothing. */
  next: (cursor: string, options: { range: Range; limit: number; signal: AbortSignal }) => Promise<Batch | null>;
  /** What was laid aside takes its place, under the projector's lease. Resolves when it and the end of the replay are stored. */
  exchange: (id: string, run: Pick<Run, 'lease' | 'signal'>) => Promise<void>;
}

/** What differs, as it is laid aside. */
export function laidAside(
  before: object | null,
  after: object | null,
  { height = null, events = [] }: { height?: number | null; events?: readonly object[] } = {}
): LaidAside {
  const text = (row: object | null) => (row === null ? null : JSON.stringify(row));
  return {
    height,
    before: text(before),
    after: text(after),
    events: JSON.stringify(Object.fromEntries(events.entries()))
  };
}
