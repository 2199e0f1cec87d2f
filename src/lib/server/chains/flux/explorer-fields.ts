/**
 * What an explorer shows of Flux, as Blockbook writes it. A shielded part has no amount; data has no address. What is only shown
 * is unknown where it is absent or of another kind.
 */
import { z } from 'zod';
import { hex } from '@scure/base';
import { scriptKind } from '../../../domain/bitcoin/scripts.ts';
import type { ExplorerTransaction } from '../../../domain/explorer.ts';
import { heightField, scriptField, txidField } from './transaction-fields.ts';

const digits = z
  .string()
  .regex(/^\d{1,15}$/)
  .transform(Number);
const shownNumber = z
  .union([z.int(), digits])
  .refine((told) => told >= 0)
  .nullish()
  .catch(null);
const shownText = z
  .union([z.string(), z.number().transform(String)])
  .nullish()
  .catch(null);
const amount = z.string().regex(/^\d+$/);
const addresses = z.array(z.string()).nullish();
const UNCONFIRMED = -1;

export const blockbookTransaction = z.object({
  txid: txidField,
  version: shownNumber,
  lockTime: shownNumber,
  blockHash: txidField.nullish(),
  /** -1 in the mempool. */
  blockHeight: z.int().min(UNCONFIRMED),
  blockTime: z.int().nullish(),
  size: shownNumber,
  vin: z
    .array(
      z.object({
        txid: txidField.nullish(),
        vout: z.int().nonnegative().nullish(),
        sequence: shownNumber,
        addresses,
        value: amount.nullish(),
        coinbase: z.string().nullish()
      })
    )
    .nullish(),
  vout: z.array(z.object({ value: amount.nullish(), n: z.int().nonnegative(), hex: scriptField.nullish(), addresses })),
  fees: amount.nullish()
});
type BlockbookTransaction = z.infer<typeof blockbookTransaction>;

export const blockbookBlock = z.object({
  page: z.int().positive(),
  itemsOnPage: z.int().positive(),
  hash: txidField,
  previousBlockHash: txidField.nullish(),
  nextBlockHash: txidField.nullish(),
  height: heightField,
  time: z.int().positive(),
  txCount: z.int().nonnegative(),
  size: shownNumber,
  version: shownNumber,
  merkleRoot: shownText,
  nonce: shownText,
  bits: shownText,
  difficulty: shownText,
  txs: z.array(blockbookTransaction).nullish()
});

export const blockbookAddress = z.object({
  page: z.int().positive().nullish(),
  itemsOnPage: z.int().positive().nullish(),
  address: z.string(),
  balance: amount,
  totalReceived: amount.nullish(),
  totalSent: amount.nullish(),
  unconfirmedBalance: z.string().regex(/^-?\d+$/),
  unconfirmedTxs: z.int().nonnegative(),
  txs: z.int().nonnegative(),
  transactions: z.array(blockbookTransaction).nullish()
});

/** `position`: its place in the block that was asked for; null: another question. */
export function readBlockbookTransaction(told: BlockbookTransaction, position: number | null): ExplorerTransaction {
  const isMined = told.blockHeight !== UNCONFIRMED;
  const inputs = (told.vin ?? []).map(({ txid, vout, sequence, addresses: from, value, coinbase }) => ({
    txid: txid ?? null,
    // Left out where it is 0.
    vout: txid == null ? null : (vout ?? 0),
    // The first of a block always is one, also where a shorter form leaves out what it says.
    coinbase: coinbase ?? (position === 0 ? '' : null),
    sequence: sequence ?? null,
    sat: value == null ? null : BigInt(value),
    type: null,
    address: from?.[0] ?? null
  }));
  return {
    txid: told.txid,
    wtxid: null,
    blockHash: isMined ? (told.blockHash ?? null) : null,
    height: isMined ? told.blockHeight : null,
    time: isMined ? (told.blockTime ?? null) : null,
    position,
    version: told.version ?? null,
    // Left out where it is 0.
    locktime: told.lockTime ?? 0,
    size: told.size ?? null,
    vsize: told.size ?? null,
    weight: null,
    // Of shielded payers it does not know what they spent, and writes 0.
    toldFeeSat: told.fees == null || inputs.length === 0 ? null : BigInt(told.fees),
    inputs,
    outputs: told.vout.map(({ value, n, hex: script, addresses: to }) => {
      const { type } = scriptKind(hex.decode(script ?? ''));
      const isData = type === 'op_return';
      return {
        index: n,
        sat: value == null ? null : BigInt(value),
        type,
        address: isData ? null : (to?.[0] ?? null),
        script: script ?? '',
        detail: isData ? (to?.[0] ?? null) : null
      };
    })
  };
}
