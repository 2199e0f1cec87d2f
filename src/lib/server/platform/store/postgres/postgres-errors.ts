/** Postgres' errors in our words: what may be tried again, and which one means that a lease was lost. */
import { StaleFenceError, StoreError } from '../../errors.ts';

/** Connection lost, out of resources, shut down or cancelled, conflict with another transaction, lock not free. */
const RETRYABLE = /^(08|53|57|58|40|55P03)/;
/** Retryable, but the answer of a database that works: conflicts, a lock not free, a statement that took too long. */
const WORKING = /^(40|55P03|57014)/;

/** `code` is the SQLSTATE, empty when the database did not answer at all. */
export function fromPostgres(
  statement: string,
  { message, code }: { message: string; code: string }
): StoreError | StaleFenceError {
  if (message.includes('checked_fence')) return new StaleFenceError(`${statement}: the lease was taken over`);
  const text = `${statement}: ${message}${code === '' ? '' : ` (${code})`}`;
  const retryable = code === '' || RETRYABLE.test(code);
  return new StoreError(text, retryable, { isOutage: retryable && !WORKING.test(code), cause: new Error(message) });
}
