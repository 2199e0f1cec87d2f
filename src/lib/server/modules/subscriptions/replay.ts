/**
 * Subscriptions made again beside what is stored of them: nothing is written. What differs is marked for the projector, which
 * then makes it anew as it makes everything.
 */
import type { RevenueRules } from '../../../domain/payments/payments.ts';
import type { Run } from '../../platform/jobs/run.ts';
import type { Store } from '../../platform/store/store.ts';
import { recountDays } from './ingest/days.ts';
import { projectTransactions } from './ingest/links.ts';
import { projectApps } from './ingest/lives.ts';
import type { Teller } from './ingest/told.ts';
import { isSameRow } from './ingest/write.ts';
import type { ChangeRow, DayRow } from './statements.ts';

/** A transaction, an app or a day of which something differs. */
export interface Difference {
  kind: ChangeRow['kind'];
  key: string;
  before: object | null;
  after: object | null;
}

/** Nothing is written here, so nothing is told. */
const UNTOLD: Teller = { clock: { height: 0, time: 0 }, now: 0 };
const asked = (kind: 'tx' | 'app') => (key: string) => ({ kind, key, revision: 0 });

export async function compareTransactions(
  store: Store,
  rules: RevenueRules,
  txids: readonly string[]
): Promise<Difference[]> {
  const write = await projectTransactions(store, rules, txids.map(asked('tx')));
  const gone = [...Object.keys(write.gone_links), ...Object.keys(write.removed).map((id) => id.slice(0, 64))];
  const changed = [...write.links, ...write.rows].map((row) => [row.txid, row] as const);
  const after = new Map<string, object | null>([...gone.map((txid) => [txid, null] as const), ...changed]);
  return [...after].map(([key, row]): Difference => ({ kind: 'tx', key, before: null, after: row }));
}

export async function compareApps(store: Store, apps: readonly string[]): Promise<Difference[]> {
  const found: Difference[] = [];
  for (const app of apps) {
    const { rows, removed } = await projectApps(store, [asked('app')(app)], UNTOLD);
    // Before its message was known a payment that is gone was listed without one: named whether or not it is there.
    const isOrphan = new Set(rows.map(({ txid }) => `${txid}:`));
    const gone = Object.keys(removed).filter((id) => !id.endsWith(':') || isOrphan.has(id));
    if (rows.length + gone.length === 0) continue;
    const stored = await store.query('subscriptions_stored', { apps: { [app]: 1 }, txids: {} });
    const touched = new Set([...rows.map(({ id }) => id), ...gone]);
    found.push({
      kind: 'app',
      key: app,
      before: stored.filter(({ id }) => touched.has(id)),
      after: { changed: rows, removed: gone }
    });
  }
  return found;
}

/** The first day from which on the stored days are not what they would be; the newest is never over. */
export async function compareDays(store: Store, run: Pick<Run, 'signal'>): Promise<Difference[]> {
  const stored = await store.query('subscription_days_between', { start: '0000-00-00', end: '9999-99-99' });
  const first = stored[0]?.date;
  if (first === undefined) return [];
  const counted = new Map((await recountDays(store, run, first)).map((day) => [day.date, day]));
  const differing = stored.slice(0, -1).find((day) => {
    const again = counted.get(day.date);
    return again === undefined || !isSameSums(day, again);
  });
  if (differing === undefined) return [];
  const { date } = differing;
  return [{ kind: 'days', key: date, before: differing, after: counted.get(date) ?? null }];
}

type StoredDay = Pick<DayRow, 'date' | 'payment_count' | 'cash_sat' | 'accrued_sat' | 'breakage_sat' | 'deferred_sat'>;

function isSameSums(stored: StoredDay, counted: DayRow): boolean {
  const { date, payment_count, cash_sat, accrued_sat, breakage_sat, deferred_sat } = counted;
  return isSameRow<StoredDay>(stored, { date, payment_count, cash_sat, accrued_sat, breakage_sat, deferred_sat });
}
