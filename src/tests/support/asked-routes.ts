/** What each declared route is asked with, where it cannot do without: of what the tests over all routes plant. */
import type { Endpoint } from '../../lib/contract/kit/endpoint.ts';
import { NOON } from './factories.ts';
import { plantedIds } from './plant-subscription.ts';

const values: Record<string, string> = {
  period: 'monthly',
  date: '2026-03-18',
  id: 'job-0',
  category: 'gaming',
  days: '7',
  name: 'shop',
  app: 'shop',
  address: 't1Buyer',
  ip: '192.0.2.9',
  rule: 'fill-below',
  tenant: 'shop'
};
/** Where an endpoint means something else by the same name. */
const own: Record<string, Record<string, string>> = {
  insightsEarnings: { address: 't1LUs6quf7TB2zVZmexqPQdnqmrFMGZGjV6' },
  insightsEarningsCsv: { address: 't1LUs6quf7TB2zVZmexqPQdnqmrFMGZGjV6' },
  clearStall: { name: 'chain' },
  ...Object.fromEntries(Object.entries(plantedIds).map(([endpoint, id]) => [endpoint, { id }]))
};
const queries: Record<string, string> = {
  repoHistory: 'image=itzg/minecraft-server',
  insightsBlast: 'country=FI',
  insightsFitQuery: 'cpu=1&ram=1000&hdd=10',
  search: 'q=shop',
  meterSeries: 'tenant=shop'
};
/** With what the endpoint cannot do without. */
export const pathOf = ({ path, id }: Endpoint) =>
  `${path.replaceAll(/:(\w+)/g, (_, name: string) => own[id]?.[name] ?? values[name] ?? '')}?${queries[id] ?? ''}`;
/** Headers, by path. */
export const headersOf: Record<string, Record<string, string>> = { '/api/streams': { 'idempotency-key': 'a-key' } };
/** Take a body and only read. */
export const questions = ['insightsFit'];
/** By id of the endpoint. */
export const bodies: Record<string, unknown> = {
  insightsFit: { cpu: 1, ram: 1_000, hdd: 10, geo: ['acEU'] },
  setAlertRule: { threshold: 70 },
  streamMade: { sender: 'a', recipient: 'b', depositAmount: '1', ratePerSecond: '0.1' },
  createKey: { name: 'a program', scopes: ['read'] },
  recordEvents: { tenant: 'shop', feature: 'chat', tokens: 1 },
  recordEventsAlias: [{ tenant: 'shop', feature: 'chat', tokens: '9007199254740993' }],
  saveTenant: { name: 'another', monthlyQuota: 1 },
  'clear-revenue-data': { confirm: 'clear-revenue-data' },
  failover: { to: 'failover', dryRun: true },
  restore: { date: '2026-03-18' },
  createWebhook: { url: 'https://example.org/hook', types: ['payment.seen'] },
  redeliver: { from: 0, to: 9 },
  ownCreateWebhook: { url: 'https://example.org/hook', types: ['payment.seen'] },
  ownRedeliver: { from: 0, to: 9 }
};

/** The key that is revoked. */
export const plantedKey = {
  id: 'job-0',
  name: 'a',
  prefix: 'ftk_a',
  hash: '',
  scopes: '[]',
  plan: 'free',
  created_at: NOON,
  expires_at: null
};
