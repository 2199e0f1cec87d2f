/** What today's orders come to if nobody renews, and the machine that runs most. */
import type * as wire from '../../../../contract/insights/apps.ts';
import type { Answer, Parsed } from '../../../../contract/kit/endpoint.ts';
import { appCoverage } from '../../../../domain/insights/app-now.ts';
import { unexpired } from '../../../../domain/insights/app-now.ts';
import { projectionOf } from '../../../../domain/insights/projection.ts';
import { dateOf } from '../../../../domain/time/periods.ts';
import { readCurrent } from '../../census/module.ts';
import type { ReadContext } from '../../ledger/module.ts';
import { readAppsNow } from './network-facts.ts';

export async function readProjection(
  context: ReadContext,
  { query: { days } }: Pick<Parsed<typeof wire.projection>, 'query'>
): Promise<Answer<typeof wire.projection>> {
  const { tip, apps, asOf, stale } = await readAppsNow(context);
  if (tip === null) return { days: null, coverage: { known: 0, total: apps.length, unit: 'apps' }, asOf, stale };
  const projection = projectionOf(apps, { tip, today: dateOf(context.now()), days });
  // What cannot be read, and what has no known end, is not in the cores.
  const total = unexpired(apps, tip).length + apps.filter(({ endHeight }) => endHeight === null).length;
  return { days: projection.days, coverage: appCoverage(projection.readable, total), asOf, stale };
}

export async function readBusiest(context: ReadContext): Promise<Answer<typeof wire.busiest>> {
  const { value, asOf, stale } = (await readCurrent(context))('containers');
  const { reporting = 0, nodes = null, busiest = null } = value ?? {};
  const coverage =
    nodes === null || reporting >= nodes ? null : ({ known: reporting, total: nodes, unit: 'nodes' } as const);
  const { ip = null, tier = null, containers = null, apps = null } = busiest ?? {};
  return { ip, tier, containers, apps, coverage, asOf, stale };
}
