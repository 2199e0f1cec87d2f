/**
 * Blocks and transactions as an explorer shows them, of any chain. Amounts are in the smallest unit; null is what the source
 * does not tell.
 */
export interface ExplorerOutput {
  index: number;
  /** null: the chain hides it. */
  sat: bigint | null;
  /** p2pkh, p2tr, multisig, op_return, ... */
  type: string;
  address: string | null;
  /** Hex; empty where the source does not tell. */
  script: string;
  /** What else there is to say: "2 of 3 keys", the text of data. */
  detail: string | null;
}

export interface ExplorerInput {
  /** What it spends; null for a coinbase. */
  txid: string | null;
  vout: number | null;
  /** Hex of a coinbase. */
  coinbase: string | null;
  sequence: number | null;
  /** Of the spent output; null: not known. */
  sat: bigint | null;
  type: string | null;
  address: string | null;
}

export interface ExplorerTransaction {
  txid: string;
  wtxid: string | null;
  /** Both null: in the mempool. */
  blockHash: string | null;
  height: number | null;
  /** Of the block, unix seconds. */
  time: number | null;
  /** Its place in the block from 0 on; null: not told. */
  position: number | null;
  /** null: not told. */
  version: number | null;
  locktime: number;
  size: number | null;
  vsize: number | null;
  weight: number | null;
  /** As the source says it; null: work it out of inputs and outputs. */
  toldFeeSat: bigint | null;
  inputs: ExplorerInput[];
  outputs: ExplorerOutput[];
}

export interface ExplorerBlock {
  height: number;
  hash: string;
  previousHash: string | null;
  nextHash: string | null;
  /** Header time, unix seconds. */
  time: number;
  medianTime: number | null;
  version: number | null;
  bits: string | null;
  difficulty: number | null;
  merkleRoot: string | null;
  nonce: string | null;
  transactionCount: number | null;
  size: number | null;
  weight: number | null;
  /** Of the fees of its transactions. */
  feesSat: bigint | null;
  subsidySat: bigint | null;
  /** Satoshi per virtual byte, weighted by size. */
  medianFeeRate: number | null;
  /** Of the outputs of its transactions but the coinbase. */
  outputSat: bigint | null;
  /** Who mined it, where the source says so. */
  miner: string | null;
  /** Not on the best chain any more. */
  isOrphan: boolean;
}

export type Fee = { sat: bigint; reason: null } | { sat: null; reason: string };

/** What a transaction pays for its place, exact, or why that is not known. */
export function feeOf({ inputs, outputs, toldFeeSat }: ExplorerTransaction): Fee {
  if (inputs.some(({ coinbase }) => coinbase !== null)) return { sat: 0n, reason: null };
  const unknown = inputs.filter(({ sat }) => sat === null).length;
  const isComplete = inputs.length > 0 && unknown === 0 && outputs.every(({ sat }) => sat !== null);
  if (toldFeeSat !== null) {
    if (!isComplete || sumOf(inputs) - sumOf(outputs) === toldFeeSat) return { sat: toldFeeSat, reason: null };
    return notComputed('the fee that the source tells is not what its amounts add up to');
  }
  if (unknown > 0) return notComputed(`${unknown} of ${inputs.length} inputs are not known`);
  if (!isComplete) return notComputed('an amount is hidden');
  const sat = sumOf(inputs) - sumOf(outputs);
  return sat < 0n ? notComputed('the inputs that are told are less than the outputs') : { sat, reason: null };
}

/** Of those amounts that are known. */
export function sumOf(parts: readonly { sat: bigint | null }[]): bigint {
  return parts.reduce((sum, { sat }) => sum + (sat ?? 0n), 0n);
}

function notComputed(why: string): Fee {
  return { sat: null, reason: `not computed: ${why}` };
}
