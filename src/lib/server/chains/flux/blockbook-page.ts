/**
 * A page of Blockbook's address index, entry by entry.
 *
 * One odd transaction must not hide 999 others, so it is named and left out; many odd ones are a changed shape, as are
 * many without inputs, which only shielded payers lack. Amounts are strings of satoshi; an OP_RETURN has a text in place
 * of an address, so its script decides. Entries of the mempool (height -1) are left out.
 */
import { z } from 'zod';
import type { ChainTransaction } from '../../../domain/chain.ts';
import { firstIssue } from '../../platform/upstream/answer.ts';
import type { AddressPage, AddressRange } from './ports.ts';
import { readPlainEntry } from './plain-entry.ts';
import { blockTimeField, heightField, inputsField, scriptField, sortOutputs, txidField } from './transaction-fields.ts';

const MEMPOOL = -1;
/** More odd entries than this, and more than a tenth of the page: the format changed, not a transaction. */
const MAX_ODD = 10;

const addresses = z.array(z.string()).nullish();

/** One entry, which is also how a single transaction is told. */
export const transactionEntry = z
  .object({
    txid: txidField,
    blockHash: txidField,
    blockHeight: heightField,
    blockTime: blockTimeField,
    vin: inputsField(z.object({ addresses })),
    vout: z.array(z.object({ value: z.string().regex(/^\d+$/), hex: scriptField.nullish(), addresses }))
  })
  .transform(({ txid, blockHash, blockHeight: height, blockTime, vin, vout }): ChainTransaction => {
    const outputs = vout.map(({ value, hex, addresses }) => ({
      script: hex ?? '',
      address: addresses?.[0] ?? null,
      sat: BigInt(value)
    }));
    return { txid, height, blockHash, blockTime, payer: vin[0]?.addresses?.[0] ?? null, ...sortOutputs(outputs) };
  });

/** What tells where an entry belongs, readable or not. */
const place = z.looseObject({
  txid: txidField,
  blockHeight: z.unknown().optional(),
  vin: z.unknown().optional()
});

type Place = z.infer<typeof place>;
/** An entry that was read, or where one belongs that has yet to be. */
type Entry = { read: ChainTransaction } | { unread: Place };

/** The whole page: about the asked address, every confirmed entry within the asked range. */
export function addressPage({ address, from, to }: AddressRange) {
  const isInside = (height: number) => height >= from && height <= to;
  const isInRange = ({ blockHeight: height }: Place) =>
    typeof height !== 'number' || height === MEMPOOL || isInside(height);
  const placeInRange = place.refine(isInRange, 'height outside the asked range');
  const entry = z.unknown().transform((told, context): Entry => {
    const read = readPlainEntry(told);
    if (read !== null && isInside(read.height)) return { read };
    const { data: unread, error } = placeInRange.safeParse(told);
    if (unread !== undefined) return { unread };
    for (const { path, message } of error.issues) context.addIssue({ code: 'custom', path, message });
    return z.NEVER;
  });
  return z.object({
    page: z.int().positive(),
    itemsOnPage: z.int().positive(),
    address: z.literal(address),
    transactions: z.array(entry).transform(readEntries).nullish()
  });
}

function readEntries(entries: readonly Entry[], context: z.RefinementCtx) {
  const transactions: ChainTransaction[] = [];
  const unreadable: AddressPage['unreadable'] = [];
  let withoutInputs = 0;
  for (const entry of entries) {
    if ('read' in entry) {
      transactions.push(entry.read);
      continue;
    }
    const { unread: raw } = entry;
    if (raw.vin === undefined) withoutInputs += 1;
    if (raw.blockHeight === MEMPOOL) continue;
    const { data, error } = transactionEntry.safeParse(raw);
    const height = heightField.safeParse(raw.blockHeight).data ?? null;
    if (error === undefined) transactions.push(data);
    else unreadable.push({ txid: raw.txid, height, reason: firstIssue(error) });
  }
  const refuseMany = (count: number, fault: string) => {
    if (count > Math.max(MAX_ODD, entries.length / 10))
      context.addIssue(`${count} of ${entries.length} entries ${fault}`);
  };
  refuseMany(unreadable.length, `are unreadable (${unreadable[0]?.reason})`);
  refuseMany(withoutInputs, 'have no inputs');
  return { transactions, unreadable, length: entries.length };
}
