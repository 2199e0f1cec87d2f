/**
 * The daemon's address index: signed amounts per address, here only as the places of the transactions behind them.
 *
 * A node that is behind answers a range above its tip without its newest blocks and without an error, unless chain
 * information was asked for; only then does the answer show which block it ends at.
 */
import { z } from 'zod';
import type { TransactionPlace } from '../../../domain/chain.ts';
import { heightField, txidField } from './transaction-fields.ts';

interface Range {
  from: number;
  to: number;
}

/** The answer for one range, shown to be complete; entries outside of it mean that something else was answered. */
export function rangeAnswer({ from, to }: Range) {
  const deltas = z.array(z.object({ txid: txidField, height: heightField.min(from).max(to) }));
  return z.object({ deltas, end: z.object({ height: z.literal(to) }) });
}

/** Of a node that has the whole range; it refuses any other. In the order of the chain, each once. */
export const txidList = z
  .array(txidField)
  .refine((txids) => new Set(txids).size === txids.length, 'a txid comes twice');

/** Each transaction once, by height then txid. */
export function readPlaces(deltas: readonly TransactionPlace[]): TransactionPlace[] {
  const places = new Map(deltas.map(({ txid, height }) => [txid, { txid, height }]));
  return [...places.values()].sort((a, b) => a.height - b.height || (a.txid < b.txid ? -1 : 1));
}
