/**
 * Rows of machines at the statistics service: one per node of its last finished round, cut to the asked-for paths.
 *
 * Without its address a row says nothing; it is skipped. A few are like that (`{}`), most of them only when the answer has
 * changed. No path may lie within another: the service's database refuses both.
 *
 * A machine counts once. Of several rows of one address the one that tells most is its row, and the later of equals.
 */
import { z } from 'zod';
import { UpstreamError } from '../../../platform/errors.ts';
import { readRows, type Chunks } from '../../../platform/upstream/document.ts';
import type { Host } from '../../../platform/upstream/http.ts';

const SOURCE = 'stats';
/** What fewer machines than this share of them tell is not a picture of the network. */
const LEAST_SHARE = 0.5;
/** Tell the machines that did not answer. */
export const answerPaths = ['ip', 'benchmark.bench.status', 'geolocation.ip'];

const silent = z.object({ bench: z.object({ status: z.literal('0') }) });
const untold = z.object({ bench: z.object({ status: z.undefined().optional() }) }).optional();
const placeholder = z.union([
  z.object({ benchmark: silent }),
  z.object({ benchmark: untold, geolocation: z.object({ ip: z.literal('') }) })
]);

interface Asking<R, T> {
  document: 'machines' | 'containers';
  paths: readonly string[];
  /** null: no row of a machine. */
  read: (row: unknown) => R | null;
  /** How much a row tells of its machine. */
  weigh: (row: R) => number;
  /** Throws for rows that are no picture of the network. */
  conclude: (rows: R[]) => T;
}

export function askFluxinfo<R extends { ip: string }, T>(
  host: Host,
  signal: AbortSignal,
  { document, paths, read, weigh, conclude }: Asking<R, T>
): Promise<T> {
  const rowsOf = (chunks: Chunks, inTime: AbortSignal) =>
    readRows(chunks, { source: SOURCE, signal: inTime, what: 'machines', read, maxSkippedShare: 1 - LEAST_SHARE });
  return host.document(`/fluxinfo?projection=${paths.join(',')}`, {
    source: SOURCE,
    document,
    signal,
    read: async (chunks, inTime) => conclude(onePerMachine(await rowsOf(chunks, inTime), weigh))
  });
}

function onePerMachine<R extends { ip: string }>(rows: R[], weigh: (row: R) => number): R[] {
  const byAddress = new Map<string, R>();
  for (const row of rows) {
    const other = byAddress.get(row.ip);
    if (other === undefined || weigh(row) >= weigh(other)) byAddress.set(row.ip, row);
  }
  return [...byAddress.values()];
}

/** Whether a row only holds the place of a machine that did not answer: its zeros mean nothing. */
export function isPlaceholder(row: unknown): boolean {
  return placeholder.safeParse(row).success;
}

export function areMost(count: number, total: number): boolean {
  return count >= total * LEAST_SHARE;
}

export function refuseRound(reason: string): never {
  throw new UpstreamError(SOURCE, `implausible: ${reason}`);
}
