/**
 * The projector of subscriptions: works off what facts, payments and messages have marked as changed, in slices of one
 * transaction each.
 *
 * A slice that was not stored is marked still, so a kill costs a slice. What is stored depends on facts and messages alone,
 * never on the order in which they came: made from nothing it is the same. Until the first run nothing is marked; it marks
 * everything.
 */
import type { RevenueRules } from '../../../../domain/payments/payments.ts';
import type { Run } from '../../../platform/jobs/run.ts';
import type { ChangeRow } from '../statements.ts';
import { keepCheckpoints } from './checkpoints.ts';
import { countDays } from './days.ts';
import { askFreeUpdates, type FreeUpdateDeps } from './free-updates.ts';
import { projectTransactions } from './links.ts';
import { projectApps } from './lives.ts';
import { openTeller, tellEndings } from './told.ts';
import type { Write } from './write.ts';

export interface ProjectorDeps extends FreeUpdateDeps {
  rules: RevenueRules;
}

const TRANSACTIONS_PER_SLICE = 500;
const APPS_PER_SLICE = 100;

export interface Projected {
  transactions: number;
  apps: number;
  rows: number;
  days: number;
  checkpoints: number;
  /** Terms of which the clock told that they are over, or soon will be. */
  ended: number;
}

export async function projectSubscriptions(deps: ProjectorDeps, run: Run): Promise<Projected> {
  const { store, rules } = deps;
  const done: Projected = { transactions: 0, apps: 0, rows: 0, days: 0, ended: 0, checkpoints: 0 };
  const teller = await openTeller(deps, run);
  if (teller === null) return done;
  const begun = await store.query('subscription_start', {});
  if (begun.length === 0) await store.query('mark_subscriptions', run.lease);
  const markedOf = async () =>
    new Map((await store.query('subscription_changes_count', {})).map(({ kind, changes }) => [kind, changes]));
  let marked = await markedOf();
  const workOff = async (
    kind: 'tx' | 'app',
    { limit, project }: { limit: number; project: (changes: ChangeRow[]) => Promise<Write> }
  ) => {
    let count = 0;
    for (;;) {
      run.signal.throwIfAborted();
      const changes = await store.query('subscription_changes_next', { kind, limit });
      if (changes.length === 0) return count;
      const write = await project(changes);
      await store.query('store_subscriptions', { ...run.lease, ...write, processed: changes });
      count += changes.length;
      done.rows += write.rows.length + Object.keys(write.removed).length;
      const worked = done.transactions + count;
      const all = (kind === 'tx' ? (marked.get('tx') ?? 0) : done.transactions) + (marked.get('app') ?? 0);
      // What comes while it works is counted when it is worked on.
      run.progress(worked, Math.max(worked, all));
    }
  };
  done.transactions = await workOff('tx', {
    limit: TRANSACTIONS_PER_SLICE,
    project: (changes) => projectTransactions(store, rules, changes)
  });
  await askFreeUpdates(deps, run);
  // Transactions have marked the apps that they pay for.
  marked = await markedOf();
  done.apps = await workOff('app', {
    limit: APPS_PER_SLICE,
    project: (changes) => projectApps(store, changes, teller)
  });
  done.ended = await tellEndings(deps, run, teller);
  done.days = await countDays(store, run);
  const worked = done.transactions + done.apps;
  done.checkpoints = await keepCheckpoints(store, run, (made, all) => {
    run.progress(worked + made, worked + all);
  });
  return done;
}
