/**
 * Chain transactions as stored facts and back.
 *
 * The payload keeps the parts that any rule may need: payer, paying outputs, OP_RETURN scripts. It is written with fixed
 * key order, so equal content is equal text.
 */
import type { ChainTransaction, TransactionContent } from '../../../../domain/chain.ts';
import { StoreError } from '../../../platform/errors.ts';
import type { FactRow } from '../../../platform/store/rows.ts';

interface Payload {
  p: string | null;
  o: [address: string, sat: string][];
  r: string[];
}

export function toFact(tx: ChainTransaction): FactRow {
  const payload: Payload = {
    p: tx.payer,
    o: tx.outputs.map(({ address, sat }) => [address, String(sat)]),
    r: tx.opReturns
  };
  return {
    txid: tx.txid,
    height: tx.height,
    block_hash: tx.blockHash,
    block_time: tx.blockTime,
    payload: JSON.stringify(payload)
  };
}

/** Throws StoreError when the stored payload is not one that toFact wrote. */
export function fromFact(row: FactRow): ChainTransaction {
  return {
    ...contentOf(row),
    height: row.height,
    blockHash: row.block_hash,
    blockTime: row.block_time
  };
}

/** Payer and paid addresses; further inputs are not kept. */
export function addressesOf(row: FactRow): string[] {
  const { payer, outputs } = contentOf(row);
  return [...(payer === null ? [] : [payer]), ...outputs.map(({ address }) => address)];
}

function contentOf({ txid, payload }: FactRow): TransactionContent {
  try {
    const { p, o, r } = JSON.parse(payload) as Payload;
    return { txid, payer: p, outputs: o.map(([address, sat]) => ({ address, sat: BigInt(sat) })), opReturns: r };
  } catch (error) {
    throw new StoreError(`fact ${txid} cannot be read`, false, { cause: error });
  }
}

export function isSameFact(a: FactRow, b: FactRow): boolean {
  return (
    a.height === b.height && a.block_hash === b.block_hash && a.block_time === b.block_time && a.payload === b.payload
  );
}
