/** The story's reads of the network: what the census and the snapshots before it have left. */
import { keySet } from '../../lib/server/platform/store/rows.ts';
import { NOON } from '../support/factories.ts';
import { DAY, dayOf } from './payments.ts';
import type { Ask } from './story.ts';

export async function tellNetwork(ask: Ask): Promise<void> {
  const span = { start: dayOf(12), end: dayOf(0) };
  for (const name of [
    'current_metrics_all',
    'snapshot_bounds',
    'get_distinct_repos',
    'get_distinct_repo_count'
  ] as const)
    await ask(name, {});
  await ask('snapshots_between', { start: dayOf(10), end: dayOf(10) });
  await ask('first_recognised', {});
  for (const category of ['gaming', 'crypto', 'wordpress'] as const) {
    await ask('get_category_history', { category, ...span });
    await ask('get_repos_by_category', { category, ...span });
    await ask('get_top_repos_by_category', { category, date: dayOf(9), previous: dayOf(16) });
    await ask('get_top_repos_by_category', { category, date: dayOf(2), previous: dayOf(9) });
  }
  for (const repository of ['a/thing', 'Über', 'missing']) {
    await ask('images_of_repository', { repository });
    await ask('get_repo_history_merged', { repository, ...span });
  }
  await ask('repos_of_day', { date: dayOf(9) });
  await ask('repo_days', { dates: keySet([dayOf(9), dayOf(8), dayOf(0)]) });

  const anywhere = { tier: '', country: '', provider: '', wallet: '' };
  const page = { ...anywhere, pattern: '', sort: 'tier', direction: -1, skip: 0, limit: 10 } as const;
  await ask('nodes_page', page);
  for (const pattern of ['%finland%', '%2.2.2%', '%t1new%', '%hetz_er%', '%missing%'])
    await ask('nodes_page', { ...page, pattern });
  await ask('nodes_page', { ...page, tier: 'stratus' });
  await ask('nodes_page', { ...page, skip: 1, limit: 1 });
  await ask('nodes_page', { ...page, skip: 99 });
  for (const sort of ['since', 'cores', 'ram', 'storage', 'eps', 'download', 'upload'])
    for (const direction of [-1, 1] as const) await ask('nodes_page', { ...page, sort, direction });
  await ask('nodes_page', { ...page, country: 'FI' });
  await ask('nodes_page', { ...page, provider: 'Hetz_er' });
  await ask('nodes_page', { ...page, wallet: 't1New' });
  for (const country of ['', 'FI', 'XX']) await ask('node_places', { country });
  for (const ip of ['2.2.2.2', '2.2.2.2:16127', 'missing']) await ask('nodes_of_ip', { ip, pattern: `${ip}:%` });
  await ask('apps_on_places', { ips: keySet(['10.0.0.1:16127', '2.2.2.2:16127', '3.3.3.3:16137']) });

  for (const app_name of ['shop', 'Shop', 'new', 'app3', 'app4', 'Ärger', 'missing']) {
    await ask('app_spec', { app_name });
    await ask('app_message_newest', { app_name });
    await ask('app_revenue', { app_name });
    await ask('app_revenue_by_day', { app_name, start: dayOf(25), end: dayOf(3) });
    await ask('observed_app', { app_name });
    await ask('places_of_app', { app_name });
    await ask('app_intervals', { app_name, from: NOON - DAY, to: NOON + 300 });
    await ask('app_intervals', { app_name, from: NOON + 600, to: NOON + DAY });
  }
  await ask('observed_days_between', { kind: 'apps', start: '2026-11-01', end: '2026-11-30' });
  await ask('observed_days_between', { kind: 'nodes', start: '2026-11-01', end: '2026-11-19' });
  await ask('apps_deployed', { from: 3_100_000, to: 3_100_001 });
  await ask('apps_deployed', { from: 3_100_002, to: 3_200_000 });
  await ask('apps_expiring', { from: 3_188_000, to: 3_190_880, from_time: NOON, to_time: NOON + DAY });
  await ask('apps_expiring', { from: 0, to: 3_187_999, from_time: 0, to_time: NOON });
}
