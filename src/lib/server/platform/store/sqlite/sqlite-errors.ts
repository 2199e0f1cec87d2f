/** SQLite's errors in our words: what may be tried again, and which one means that a lease was lost. */
import { StaleFenceError, StoreError } from '../../errors.ts';

const OUTAGES = /^SQLITE_(BUSY|LOCKED|IOERR|FULL|CANTOPEN|READONLY)/;

export function asStoreError(
  statement: string,
  { message, code }: { message: string; code: string }
): StoreError | StaleFenceError {
  if (message.includes('checked_fence')) return new StaleFenceError(`${statement}: the lease was taken over`);
  const cause = new Error(message);
  return new StoreError(`${statement}: ${message}${code === '' ? '' : ` (${code})`}`, OUTAGES.test(code), { cause });
}
