/** Transactions as they travel: whole, or as a row of a list. */
import type * as z from 'zod';
import type { TransactionRow, transactionShape } from '../../../../contract/chain/shapes.ts';
import { feeRateOf } from '../../../../domain/bitcoin/amounts.ts';
import { feeOf, sumOf, type ExplorerTransaction } from '../../../../domain/explorer.ts';
import { formatFlux as formatCoins } from '../../../../domain/money/money.ts';
import type { Tip } from '../../../chains/chain.ts';
import { confirmationsOf, originOf, patience, tipOf, type ExplorerDeps } from './origin.ts';

/** Below it a sequence says that the transaction may be replaced (BIP-125). */
const FINAL = 0xfffffffe;

type Shape = z.output<z.ZodObject<typeof transactionShape>>;

export async function readTransaction(deps: ExplorerDeps, txid: string) {
  const signal = patience();
  const [{ source, transaction }, tip] = await Promise.all([
    deps.explorer.transaction(txid.toLowerCase(), signal),
    tipOf(deps, signal)
  ]);
  return { ...(await originOf(deps, source, signal)), ...showTransaction(transaction, tip) };
}

function showTransaction(transaction: ExplorerTransaction, tip: Tip | null): Shape {
  const { inputs, outputs } = transaction;
  const isCoinbase = inputs.some(({ coinbase }) => coinbase !== null);
  const isKnown = (parts: readonly { sat: bigint | null }[]) => parts.every(({ sat }) => sat !== null);
  return {
    txid: transaction.txid,
    wtxid: transaction.wtxid,
    blockHash: transaction.blockHash,
    height: transaction.height,
    time: transaction.time,
    confirmations: confirmationsOf(transaction.height, tip),
    position: transaction.position,
    version: transaction.version,
    locktime: transaction.locktime,
    size: transaction.size,
    vsize: transaction.vsize,
    weight: transaction.weight,
    ...showFee(transaction),
    isCoinbase,
    isReplaceable: !isCoinbase && inputs.some(({ sequence }) => sequence !== null && sequence < FINAL),
    totalIn: !isCoinbase && isKnown(inputs) ? formatCoins(sumOf(inputs)) : null,
    totalOut: isKnown(outputs) ? formatCoins(sumOf(outputs)) : null,
    inputs: inputs.map(({ sat, ...input }) => ({ ...input, amount: sat === null ? null : formatCoins(sat) })),
    outputs: outputs.map(({ sat, ...output }) => ({ ...output, amount: sat === null ? null : formatCoins(sat) }))
  };
}

/** `address`: whose balance the row is about; null: nobody's. */
export function showRow(
  transaction: ExplorerTransaction,
  { tip, address }: { tip: Tip | null; address: string | null }
): z.output<typeof TransactionRow> {
  const { inputs, outputs, txid, height, time } = transaction;
  const isKnown = outputs.every(({ sat }) => sat !== null);
  return {
    txid,
    height,
    time,
    confirmations: confirmationsOf(height, tip),
    amount: isKnown ? formatCoins(sumOf(outputs)) : null,
    ...showFee(transaction),
    inputCount: inputs.length,
    outputCount: outputs.length,
    isCoinbase: inputs.some(({ coinbase }) => coinbase !== null),
    change: address === null ? null : changeOf(transaction, address)
  };
}

/** What a transaction gave an address, less what it took; null while an input is not known. */
function changeOf({ inputs, outputs }: ExplorerTransaction, address: string): string | null {
  if (inputs.some(({ sat, coinbase }) => sat === null && coinbase === null)) return null;
  const own = (parts: readonly { sat: bigint | null; address: string | null }[]) =>
    sumOf(parts.filter((part) => part.address === address));
  return formatCoins(own(outputs) - own(inputs));
}

function showFee(transaction: ExplorerTransaction): Pick<Shape, 'fee' | 'feeReason' | 'feeRate'> {
  const { sat, reason } = feeOf(transaction);
  if (sat === null) return { fee: null, feeReason: reason, feeRate: null };
  const { vsize } = transaction;
  return { fee: formatCoins(sat), feeReason: null, feeRate: vsize === null ? null : feeRateOf(sat, vsize) };
}
