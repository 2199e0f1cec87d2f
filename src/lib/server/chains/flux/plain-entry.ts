/**
 * Blockbook's transactions of the usual kind, read without the schema, which takes most of the time of a page.
 *
 * It takes only what is beyond doubt; everything else is null and goes to the schema (blockbook-page.ts), which alone
 * decides what cannot be read. Of what both read they must tell the same, which a test compares.
 */
import type { ChainTransaction } from '../../../domain/chain.ts';
import { isObject, isPlainCount, isText } from './plain-fields.ts';
import { SCRIPT, sortOutputs, TXID, type Output } from './transaction-fields.ts';

const SAT = /^\d+$/;

/** What the schema would read; null: the schema must look. */
export function readPlainEntry(told: unknown): ChainTransaction | null {
  if (!isObject(told)) return null;
  const { txid, blockHash, blockHeight: height, blockTime, vin, vout } = told;
  if (!isHash(txid) || !isHash(blockHash) || !isPlainCount(height) || height === 0) return null;
  if (!isPlainCount(blockTime, Number.MAX_SAFE_INTEGER) || blockTime === 0) return null;
  if (!Array.isArray(vin) || !Array.isArray(vout)) return null;
  const payers = readAll(vin, payerOf);
  const outputs = readAll(vout, outputOf);
  if (payers === null || outputs === null) return null;
  return { txid, height, blockHash, blockTime, payer: payers[0]?.address ?? null, ...sortOutputs(outputs) };
}

/** null as soon as one of them cannot be read. */
function readAll<T>(list: unknown[], read: (told: unknown) => T | null): T[] | null {
  const all: T[] = [];
  for (const told of list) {
    const one = read(told);
    if (one === null) return null;
    all.push(one);
  }
  return all;
}

function payerOf(told: unknown): { address: string | null } | null {
  if (!isObject(told) || !isAddresses(told['addresses'])) return null;
  return { address: told['addresses'][0] ?? null };
}

function outputOf(told: unknown): Output | null {
  if (!isObject(told)) return null;
  const { value, hex, addresses } = told;
  if (!isText(value) || !SAT.test(value) || !isText(hex) || !SCRIPT.test(hex) || !isAddresses(addresses)) return null;
  return { script: hex, address: addresses[0] ?? null, sat: BigInt(value) };
}

function isHash(told: unknown): told is string {
  return isText(told) && TXID.test(told);
}

function isAddresses(told: unknown): told is string[] {
  return Array.isArray(told) && told.every(isText);
}
