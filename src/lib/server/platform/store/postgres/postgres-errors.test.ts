import { expect, it } from 'vitest';
import { StaleFenceError, StoreError } from '../../errors.ts';
import { fromPostgres } from './postgres-errors.ts';

it.each([
  ['no connection', '08006', true, true],
  ['no answer at all', '', true, true],
  ['shut down by its administrator', '57P01', true, true],
  ['too many connections', '53300', true, true],
  ['a statement that took too long', '57014', true, false],
  ['a deadlock', '40P01', true, false],
  ['a lock that is not free', '55P03', true, false],
  ['a row that is refused', '23514', false, false]
])('tells what %s (%s) means', (message, code, retryable, isOutage) => {
  const error = fromPostgres('jobs_list', { message, code });
  expect(error).toBeInstanceOf(StoreError);
  expect(error).toMatchObject({ retryable, isOutage });
});

it('knows a lost lease', () => {
  const message = 'null value in column "checked_fence" violates not-null constraint';
  expect(fromPostgres('store_status', { message, code: '23502' })).toBeInstanceOf(StaleFenceError);
});
