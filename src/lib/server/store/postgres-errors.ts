/** Postgres' errors in our words: what may be tried again, and which one means that a lease was lost. */
import { StaleFenceError, StoreError } from '../errors.ts';

/** Connection lost, out of resources, shut down or cancelled, conflict with another transaction, lock not free. */
const OUTAGES = /^(08|53|57|58|40|55P03)/;

/** `code` is the SQLSTATE, empty when the database did not answer at all. */
export function fromPostgres(
  statement: string,
  { message, code }: { message: string; code: string }
): StoreError | StaleFenceError {
  if (message.includes('checked_fence')) return new StaleFenceError(`${statement}: the lease was taken over`);
  const text = `${statement}: ${message}${code === '' ? '' : ` (${code})`}`;
  return new StoreError(text, code === '' || OUTAGES.test(code), { cause: new Error(message) });
}
