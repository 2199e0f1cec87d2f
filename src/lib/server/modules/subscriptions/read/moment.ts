/** Which block an `at` means: a height, or the last block of a UTC day; without one, where the ledger stands. */
import type { Moment } from '../../../../domain/subscriptions/accrual.ts';
import { isDate } from '../../../../domain/time/periods.ts';
import { BadRequest } from '../../../platform/errors.ts';
import type { Store } from '../../../platform/store/store.ts';
import { blockAt, shownTipOf } from '../stored-segment.ts';

/** null: nothing is known yet. BadRequest for what lies above the tip, or before the first block. */
export async function momentOf(store: Store, at: string | undefined): Promise<Moment | null> {
  const tip = await shownTipOf(store);
  if (at === undefined || tip === null) return tip;
  if (!at.includes('-')) {
    const height = Number(at);
    if (height > tip.height) throw refused(`above the tip, which is ${tip.height}`);
    return blockAt(store, height, tip);
  }
  if (!isDate(at)) throw refused('no day of the calendar');
  const around = await store.query('subscription_day_at', { date: at, height: 0 });
  const above = around.find(({ is_above }) => is_above === 1);
  if (above?.date === at) return { height: above.height, time: above.time };
  if (around.length === 0) throw refused('days are not counted yet; ask by height');
  if (above === undefined) throw refused('a day that has not begun');
  throw refused(`before the first known day, which is ${above.date}`);
}

/** BadRequest as momentOf: for answers that cannot be refused once they have begun. */
export async function checkMoment(store: Store, at: string | undefined): Promise<void> {
  if (at !== undefined) await momentOf(store, at);
}

function refused(message: string): BadRequest {
  return new BadRequest(`at: ${message}`, [{ name: 'at', message }]);
}
