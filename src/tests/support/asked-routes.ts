/** What each declared route is asked with, where it cannot do without: of what the tests over all routes plant. */
import type { Endpoint } from '../../lib/contract/kit/endpoint.ts';

const values: Record<string, string> = {
  period: 'monthly',
  date: '2026-03-18',
  id: 'job-0',
  category: 'gaming',
  days: '7',
  name: 'shop',
  app: 'shop',
  address: 't1Buyer',
  ip: '192.0.2.9'
};
const queries: Record<string, string> = {
  repoHistory: 'image=itzg/minecraft-server',
  insightsBlast: 'country=FI',
  insightsFitQuery: 'cpu=1&ram=1000&hdd=10',
  search: 'q=shop'
};
/** With what the endpoint cannot do without. */
export const pathOf = ({ path, id }: Endpoint) =>
  `${path.replaceAll(/:(\w+)/g, (_, name: string) => values[name] ?? '')}?${queries[id] ?? ''}`;
/** Take a body and only read. */
export const questions = ['insightsFit'];
/** By id of the endpoint. */
export const bodies: Record<string, unknown> = {
  insightsFit: { cpu: 1, ram: 1_000, hdd: 10, geo: ['acEU'] },
  'clear-revenue-data': { confirm: 'clear-revenue-data' },
  failover: { to: 'failover', dryRun: true },
  restore: { date: '2026-03-18' },
  createWebhook: { url: 'https://example.org/hook', types: ['payment.seen'] },
  redeliver: { from: 0, to: 9 }
};
