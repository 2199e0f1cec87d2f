/** Containers that outlive what was paid for their app. */
import type * as wire from '../../../../contract/insights/apps.ts';
import type { Answer, Parsed } from '../../../../contract/kit/endpoint.ts';
import type { Freshness } from '../../../../contract/kit/figures.ts';
import { expiredRunning, type ExpiredRunning } from '../../../../domain/insights/expired-running.ts';
import { endOfTerm } from '../../../../domain/insights/lives.ts';
import { keySet } from '../../../platform/store/rows.ts';
import { readCurrent } from '../../census/module.ts';
import { oldestOf, type ReadContext } from '../../ledger/module.ts';
import type { TermRow } from '../statements.ts';
import { readFigureDays } from './days.ts';
import { readAppsNow } from './network-facts.ts';

export async function readExpiredRunning(
  context: ReadContext,
  { query: { history_days } }: Pick<Parsed<typeof wire.expiredRunning>, 'query'>
): Promise<Answer<typeof wire.expiredRunning>> {
  const [{ expired, total, asOf, stale }, days] = await Promise.all([
    readExpiredNow(context),
    readFigureDays(context, 'expired', history_days)
  ]);
  const history = days.map(({ date, parts: { apps = 0, instances = 0 } }) => ({ date, apps, instances }));
  if (expired === null) {
    return { apps: null, instances: null, longest: null, history, coverage: null, asOf, stale };
  }
  const { known, ...figures } = expired;
  const coverage = known === total ? null : ({ known, total, unit: 'containers' } as const);
  return { ...figures, history, coverage, asOf, stale };
}

/** `expired` null: the tip or the containers are not known. `total`: containers. */
export async function readExpiredNow(
  context: ReadContext
): Promise<Freshness & { expired: ExpiredRunning | null; total: number }> {
  const [{ tip, apps, ...listed }, current] = await Promise.all([readAppsNow(context), readCurrent(context)]);
  const containers = current('containers');
  const fresh = oldestOf([listed, containers]);
  if (tip === null || containers.value === null) return { expired: null, total: 0, ...fresh };
  const { byApp } = containers.value;
  const ends = new Map(apps.map(({ name, endHeight }) => [name, endHeight]));
  const gone = byApp.flatMap(([name]) => (ends.has(name) ? [] : [name]));
  const messages = await context.store.query('newest_messages_of', { names: keySet(gone) });
  for (const { app_name, ...term } of messages) ends.set(app_name, endOfRow(term));
  const total = byApp.reduce((sum, [, count]) => sum + count, 0);
  const expired = expiredRunning(new Map(byApp), { tip, endOf: (name) => ends.get(name) ?? null });
  return { expired, total, ...fresh };
}

/** The height up to which a message has paid. */
function endOfRow({ height, spec_version, expire, end_time }: TermRow): number | null {
  return endOfTerm({ specVersion: spec_version, height, expire, endTime: end_time });
}
