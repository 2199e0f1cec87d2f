/** One app: what was paid for it, and every payment. */
import { error } from '@sveltejs/kit';
import { appAnalytics, type AppRevenue } from '$lib/contract/apps';
import { urlOf } from '$lib/contract/client';
import { exported, paginated } from '$lib/contract/transactions';
import { FIGURES } from '$lib/ui/figures';
import { settle } from '$lib/ui/settle';
import { pageOf } from '$lib/ui/url-state';
import type { PageServerLoad } from './$types';

/** What the API searches for at most, and answers at most. */
const MAX_SEARCH = 64;
const MAX_MATCHES = 1_000;

export const load = (async ({ locals: { ask }, params: { name }, url, depends }) => {
  depends(FIGURES);
  const now = Math.floor(Date.now() / 1000);
  const [transactions, app] = await Promise.all([
    settle(ask(paginated, { query: { page: pageOf(url.searchParams), appName: name } }), now),
    settle(askApp(ask, name), now)
  ]);
  const isKnown = transactions.state === 'unavailable' || transactions.value.total > 0;
  if (!isKnown && app.state === 'ready' && app.value.row === null) error(404, `No payment names an app "${name}".`);
  const exportUrl = urlOf(exported, { query: { format: 'csv', appName: name } });
  return { name, app, transactions, exportUrl };
}) satisfies PageServerLoad;

/** The row of exactly this app, if the analytics have one. */
async function askApp(ask: App.Locals['ask'], name: string): Promise<{ row: AppRevenue | null }> {
  const query = { search: name.slice(0, MAX_SEARCH), limit: MAX_MATCHES };
  const { apps } = await ask(appAnalytics, { query });
  return { row: apps.find(({ appName }) => appName === name) ?? null };
}
