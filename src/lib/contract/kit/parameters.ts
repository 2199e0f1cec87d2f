/**
 * Parameters as a URL carries them: text, read strictly.
 *
 * `1e3`, ` 5`, `+5` and an empty text are no whole numbers, and out of range is refused, never clamped. The client may
 * give numbers and lists; they are written as the server reads them.
 */
import * as z from 'zod';
import { Day } from './figures.ts';

export function wholeNumber({ min, max }: { min: number; max: number }) {
  const error = `a whole number from ${min} to ${max}`;
  return z.preprocess(
    (value: number | string) => (typeof value === 'string' && /^\d{1,15}$/.test(value) ? Number(value) : value),
    z.int({ error }).min(min, { error }).max(max, { error })
  );
}

/** A list in any order, each once; parsed it is sorted, so that equal questions are equal. */
export function commaList<const T extends string>(values: readonly T[]) {
  const error = `a comma list of ${values.join(', ')}`;
  return z.preprocess(
    (value: string | readonly T[]) =>
      [...new Set<string>(typeof value === 'string' ? value.split(',') : value)].toSorted(),
    z.array(z.enum(values, { error })).min(1, { error })
  );
}

/** FLUX: at most 8 decimals, no sign, no exponent. */
export const amount = z
  .string()
  .regex(/^\d{1,10}(?:\.\d{1,8})?$/, { error: 'a decimal number with at most 8 decimals' });

/** Highest, newest first unless `asc`. */
export const order = z.enum(['desc', 'asc'], { error: 'desc or asc' }).optional();

export const page = wholeNumber({ min: 1, max: 1_000_000_000 }).default(1);
export const limitUpTo = (max: number, fallback: number) => wholeNumber({ min: 1, max }).default(fallback);

export function text({ min, max }: { min: number; max: number }) {
  const error = `${min} to ${max} characters`;
  return z.string().min(min, { error }).max(max, { error });
}

/** The newest `limit` days, or from one day to another, both included. */
export const MAX_DAYS = 3_650;
export const range = {
  start_date: Day.optional(),
  end_date: Day.optional(),
  limit: wholeNumber({ min: 1, max: MAX_DAYS }).optional()
};
