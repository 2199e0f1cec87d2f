/**
 * Fields as they are read where the network is loose: numbers may come as digits, and whatever is not needed is null when it
 * is absent or of another kind, so that it never costs its row. A number that no database could hold is refused: it is no
 * slip of the pen but another format.
 */
import { z } from 'zod';
import { MAX_COUNT } from './transaction-fields.ts';

const digits = z
  .string()
  .regex(/^\d{1,15}$/)
  .transform(Number);

/** A whole number from 0, as a number or as its digits. */
export const countField = z.union([z.int().nonnegative(), digits]).pipe(z.int().max(MAX_COUNT));

/** The number, or null where there is none. */
export const countOrNull = z
  .union([countField, z.number().max(MAX_COUNT).transform(noNumber), notANumber()])
  .nullish()
  .transform((told) => told ?? null);

/** A time or a span in seconds; null where there is none. */
export const secondsOrNull = z.union([z.number().positive(), digits]).transform(Math.floor).nullable().catch(null);

/** An amount that may have a fraction; null where there is none. */
export const amountOrNull = z
  .union([
    z.number().nonnegative(),
    z
      .string()
      .regex(/^\d+(\.\d+)?$/)
      .transform(Number)
  ])
  .nullable()
  .catch(null);

export const textOrEmpty = z.string().catch('');

/** An object of the JSON kind: no list, no null. */
export const objectField = z.record(z.string(), z.unknown());

function noNumber(): null {
  return null;
}

function notANumber() {
  return z
    .unknown()
    .refine((told) => typeof told !== 'number')
    .transform(noNumber);
}
