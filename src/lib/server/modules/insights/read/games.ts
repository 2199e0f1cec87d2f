/** Game servers: how many run, and what their apps bring in. */
import type * as wire from '../../../../contract/insights/apps.ts';
import type { Answer, Parsed } from '../../../../contract/kit/endpoint.ts';
import { gameRevenue } from '../../../../domain/insights/game-revenue.ts';
import { gameOfAppName } from '../../../../domain/apps/games.ts';
import { formatFlux, percentOf } from '../../../../domain/money/money.ts';
import { dateOf, lastDays } from '../../../../domain/time/periods.ts';
import { keySet } from '../../../platform/store/rows.ts';
import { parseComponents } from '../../apps/module.ts';
import { categoryNow, readCurrent } from '../../census/module.ts';
import { readProductDays } from '../../history/module.ts';
import { oldestOf, type ReadContext } from '../../ledger/module.ts';
import { readFacts } from './network-facts.ts';
import { readRecentRevenue, type RecentRevenue } from './recent-revenue.ts';

export async function readGames(
  context: ReadContext,
  { query: { history_days } }: Pick<Parsed<typeof wire.games>, 'query'>
): Promise<Answer<typeof wire.games>> {
  const [current, recent, days] = await Promise.all([
    readCurrent(context),
    readRecentRevenue(context),
    readProductDays(context, 'gaming', lastDays(dateOf(context.now()), history_days))
  ]);
  const gaming = categoryNow(current, 'gaming');
  const revenue = recent.coverage === null ? await revenueByGame(context, recent) : null;
  const history = [...days].map(([date, products]) => ({ date, products: Object.fromEntries(products) }));
  const fresh = oldestOf([gaming, recent]);
  if (gaming.products === null) return { products: null, history, coverage: gaming.coverage, ...fresh };
  const running = new Map(gaming.products.map(({ slug, label, count }) => [slug, { label, count }]));
  const slugs = new Set([...running.keys(), ...(revenue?.keys() ?? [])]);
  const products = [...slugs].map((slug) => {
    const sat = revenue === null ? null : (revenue.get(slug)?.sat ?? 0n);
    return {
      slug,
      label: running.get(slug)?.label ?? revenue?.get(slug)?.label ?? slug,
      containers: running.get(slug)?.count ?? 0,
      revenue30Days: sat === null ? null : formatFlux(sat),
      share: sat === null ? null : percentOf(sat, recent.total)
    };
  });
  products.sort((a, b) => b.containers - a.containers || (a.slug < b.slug ? -1 : 1));
  return { products, history, coverage: recent.coverage ?? gaming.coverage, ...fresh };
}

/** By the current specification of an app, else its newest message. */
async function revenueByGame(context: ReadContext, { byApp }: RecentRevenue) {
  const { apps } = await readFacts(context);
  const components = new Map(apps.map((app) => [app.name, app.components]));
  const gone = [...byApp.keys()].filter((name) => !components.has(name) && gameOfAppName(name) === null);
  const messages = await context.store.query('newest_messages_of', { names: keySet(gone) });
  for (const message of messages) components.set(message.app_name, parseComponents(message.components));
  return gameRevenue([...byApp].map(([name, sat]) => ({ name, sat, components: components.get(name) ?? null })));
}
