/**
 * A transaction as the daemon tells it (getrawtransaction, verbose).
 *
 * The content is fixed by the txid and may be trusted for ever; the place may be an hour old, and is missing while the
 * node remembers the transaction from its mempool. Height -1 is an orphan, which has no place either. What is absent may be
 * left out or null. The start or confirmation of a node pays nobody: it has neither inputs nor outputs, and says what it is.
 */
import { z } from 'zod';
import type { TransactionContent } from '../../../domain/chain.ts';
import { UpstreamError } from '../../platform/errors.ts';
import { blockTimeField, inputsField, satOf, scriptField, sortOutputs, txidField } from './transaction-fields.ts';

const addresses = z.array(z.string().min(1)).nullish();
const input = z.object({
  txid: txidField.nullish(),
  vout: z.int().nonnegative().nullish(),
  address: z.string().min(1).nullish(),
  coinbase: z.string().nullish()
});
const sat = z
  .union([z.int().nonnegative(), z.string().regex(/^\d{1,19}$/)])
  .transform(BigInt)
  .nullish()
  .catch(null);
/** Versions of transactions that tell of nodes. */
const FIRST_NODE_VERSION = 5;
const nodeTransaction = z.union([
  z.looseObject({ version: z.int().min(FIRST_NODE_VERSION) }),
  z.looseObject({ type: z.string().regex(/fluxnode|zelnode/i) }),
  z.looseObject({ collateral_output: z.string() })
]);

const output = z
  .object({
    value: z.number().nonnegative().nullish().catch(null),
    valueSat: sat,
    valueZat: sat,
    scriptPubKey: z.object({ hex: scriptField, addresses })
  })
  .transform(({ value, valueSat, valueZat, scriptPubKey }, context) => ({
    script: scriptPubKey.hex,
    address: scriptPubKey.addresses?.[0] ?? null,
    sat: exactSat(valueSat ?? valueZat, value, context)
  }));

const transaction = z.object({
  txid: txidField,
  vin: inputsField(input),
  vout: z.array(output),
  height: z.int().nullish(),
  blockhash: txidField.nullish(),
  blocktime: blockTimeField.nullish(),
  time: blockTimeField.nullish()
});

/** Of one that tells of a node, without the lists that it does not have. */
export const rawTransaction = z.unknown().transform(withLists).pipe(transaction);

function withLists(told: unknown): unknown {
  const node = nodeTransaction.safeParse(told).data;
  if (node === undefined) return told;
  const { vin = null, vout = null } = node;
  return vin === null && vout === null ? { ...node, vin: [], vout: [] } : told;
}

export type RawTransaction = z.infer<typeof rawTransaction>;

/**
 * Address of the first input. The spent output is asked for (`previous`) where the input does not carry its address,
 * which no current node does but the format allows; null for a coinbase and for a payer that is shielded throughout.
 */
export async function payerOf(
  { vin: [first] }: RawTransaction,
  previous: (txid: string) => Promise<RawTransaction>
): Promise<string | null> {
  if (first === undefined || typeof first.coinbase === 'string') return null;
  if (typeof first.address === 'string') return first.address;
  if (typeof first.txid !== 'string') return null;
  const spent = (await previous(first.txid)).vout[first.vout ?? 0];
  if (spent === undefined) throw new UpstreamError('daemon', 'a transaction lacks the output that another one spends');
  return spent.address;
}

export function readContent(raw: RawTransaction, payer: string | null): TransactionContent {
  return { txid: raw.txid, payer, ...sortOutputs(raw.vout) };
}

export function readReported({ height = null, blockhash: blockHash = null, blocktime, time }: RawTransaction) {
  const blockTime = blocktime ?? time ?? null;
  if (height === null || height < 0 || blockHash === null || blockTime === null) return null;
  return { height, blockHash, blockTime };
}

function exactSat(
  integer: bigint | null | undefined,
  flux: number | null | undefined,
  context: z.RefinementCtx
): bigint {
  if (typeof integer === 'bigint') return integer;
  try {
    if (typeof flux !== 'number') throw new RangeError('no amount');
    return satOf(flux);
  } catch {
    context.addIssue({ code: 'custom', message: 'expected an amount with at most 8 decimals' });
    return z.NEVER;
  }
}
