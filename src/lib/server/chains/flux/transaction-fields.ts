/**
 * Fields that a transaction has at every source, and the rules that make two sources tell the same of it.
 *
 * An output is an OP_RETURN if its script starts with that opcode, whatever the source calls it; otherwise its first
 * address counts. Amounts are read as integers or from decimal text, never through a product of floats.
 */
import { z } from 'zod';
import { parseDecimal } from '../../../domain/money/money.ts';

const FLUX_DECIMALS = 8;
const SAT_PER_FLUX = 10 ** FLUX_DECIMALS;

/** Hash of a transaction or block. */
export const TXID = /^[0-9a-f]{64}$/;
/** Bytes. */
export const SCRIPT = /^(?:[0-9a-fA-F]{2})*$/;
export const txidField = z.string().regex(TXID, 'expected 64 hex digits');
/** Of blocks and counts: no real one comes near, and four times as much still fits the store's columns of 32 bits. */
export const MAX_COUNT = 500_000_000;
export const heightField = z.int().positive().max(MAX_COUNT);
export const blockTimeField = z.int().positive();
export const scriptField = z.string().regex(SCRIPT, 'expected script hex');

/** The inputs of a transaction; of one that is paid from shielded funds alone there are none, or no list of them. */
export const inputsField = <T extends z.ZodType>(input: T) =>
  z
    .array(input)
    .nullish()
    .transform((inputs) => inputs ?? []);

/** One output in common terms; `address` null where nothing is paid to an address. */
export interface Output {
  script: string;
  address: string | null;
  sat: bigint;
}

/** Splits outputs, in order, into those that pay an address and the scripts of the OP_RETURNs. */
export function sortOutputs(outputs: readonly Output[]): {
  outputs: { address: string; sat: bigint }[];
  opReturns: string[];
} {
  const isOpReturn = ({ script }: Output) => script.toLowerCase().startsWith('6a');
  return {
    outputs: outputs.flatMap((output) =>
      output.address === null || isOpReturn(output) ? [] : [{ address: output.address, sat: output.sat }]
    ),
    opReturns: outputs.filter(isOpReturn).map(({ script }) => script.toLowerCase())
  };
}

/**
 * A FLUX amount that came as a JSON number; its shortest decimal text is what the source wrote. Throws RangeError where a double
 * does not tell one satoshi from the next.
 */
export function satOf(flux: number): bigint {
  if (flux * SAT_PER_FLUX > Number.MAX_SAFE_INTEGER) throw new RangeError('an amount past 2^53 satoshi');
  const shortest = String(flux);
  return parseDecimal(shortest.includes('e') ? flux.toFixed(FLUX_DECIMALS) : shortest, FLUX_DECIMALS);
}
