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
  bitcoinAddress: { address: 'bc1qw508d6qejxtdg4y5r3zarvary0c5xw7kv8f3t4' },
  bitcoinBlock: { id: '100' },
  bitcoinTransaction: { txid: 'cd'.repeat(32) },
  chainAddress: { address: 't1LUs6quf7TB2zVZmexqPQdnqmrFMGZGjV6' },
  chainBlock: { id: '100' },
  chainTransaction: { txid: 'cd'.repeat(32) },
  acceptDrift: { name: 'containers' },
  clearStall: { name: 'chain' },
  figure: { id: 'nodes' },
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
export const questions = ['insightsFit', 'bitcoinWallet'];
/** By id of the endpoint. */
export const bodies: Record<string, unknown> = {
  bitcoinWallet: { addresses: ['bc1qw508d6qejxtdg4y5r3zarvary0c5xw7kv8f3t4'] },
  insightsFit: { cpu: 1, ram: 1_000, hdd: 10, geo: ['acEU'] },
  setAlertRule: { threshold: 70 },
  streamMade: { sender: 'a', recipient: 'b', depositAmount: '1', ratePerSecond: '0.1' },
  createKey: { name: 'a program', scopes: ['read'] },
  recordEvents: { tenant: 'shop', feature: 'chat', tokens: 1 },
  recordEventsAlias: [{ tenant: 'shop', feature: 'chat', tokens: '9007199254740993' }],
  saveTenant: { name: 'another', monthlyQuota: 1 },
  'clear-revenue-data': { confirm: 'clear-revenue-data' },
  failover: { to: 'failover', dryRun: true },
  startReplay: { projector: 'daily' },
  startReplayAlias: { contract_id: 'daily' },
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

export const plantedReplay = {
  id: 'job-0',
  projector: 'daily',
  from_height: null,
  to_height: null,
  batch_size: 100,
  is_dry_run: 1,
  total_rows: 9,
  now: NOON
} as const;
