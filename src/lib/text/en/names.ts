/** What sources and jobs are called where people read of them. What is not named here keeps the name that logs use. */
const sources: Record<string, string> = {
  daemon: 'Flux API: chain',
  'daemon-address': 'Flux API: addresses',
  'daemon-txids': 'Flux API: transactions',
  apps: 'Flux API: apps',
  nodes: 'Flux API: nodes',
  'node-counts': 'Flux API: node counts',
  'node-list': 'Flux API: node list',
  'app-specs': 'Flux API: app specifications',
  'app-locations': 'Flux API: where apps run',
  stats: 'Flux statistics',
  machines: 'Flux statistics: machines',
  containers: 'Flux statistics: containers',
  blockbook: 'Blockbook explorer',
  explorer: 'Flux explorer',
  coingecko: 'CoinGecko prices',
  binance: 'Binance prices'
};

const jobs: Record<string, string> = {
  'revenue-sync': 'Payments sync',
  'price-sync': 'Prices sync',
  census: 'Census of nodes and apps',
  subscriptions: 'Subscriptions',
  'rebuild-subscriptions': 'Derive subscriptions again',
  'snapshot-check': 'Check of the daily snapshot',
  'insight-days': 'Figures of past days',
  'coinbase-check': 'Check of block rewards',
  bootstrap: 'First fill from a backup',
  'source-watch': 'Watch over sources',
  'usage-thresholds': 'Usage thresholds',
  'usage-reconciliation': 'Usage reconciliation',
  alerts: 'Alerts',
  reports: 'Reports',
  uptime: 'Uptime',
  webhooks: 'Webhook deliveries',
  'audit-transactions': 'Audit payments against the chain',
  'backfill-app-names': 'Derive app names again',
  'backfill-app-types': 'Derive app types again',
  'backfill-usd': 'Value payments again',
  'reset-revenue-sync': 'Read the chain again',
  'clear-revenue-data': 'Delete all payments',
  snapshot: 'Take the daily snapshot',
  'repo-snapshot': 'Store image counts',
  backfill: 'Fill in missing snapshots',
  'backfill-repo-categories': 'Categorize new images',
  'recategorize-repos': 'Categorize all images again',
  'test-services': 'Test all sources',
  backup: 'Back up',
  'backup-drill': 'Prove the newest backup',
  restore: 'Restore a backup'
};

export const sourceNameOf = (name: string): string => sources[name] ?? name;
export const jobNameOf = (name: string): string => jobs[name] ?? name;
