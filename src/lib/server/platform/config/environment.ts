/**
 * Every environment variable of the product, once: name, default, meaning and grammar.
 *
 * `config.ts` turns them into settings; `.env.example`, the README, the Dockerfile and `startup.sh` are held to this list by
 * a test. A variable that is not here has no effect anywhere.
 */
import { postgresUrl } from './postgres-url.ts';
import {
  addressRange,
  cronPattern,
  baseUrl,
  budgets,
  commaList,
  electrumUrl,
  filePath,
  fluxAddress,
  hostName,
  oneOf,
  optional,
  regionName,
  required,
  secret,
  webOrigin,
  wholeNumber
} from './variables.ts';

const port = wholeNumber(1, 65_535);
const interval = wholeNumber(1, 86_400);
const key = secret(1);
const whenUnset = '; unset: from the endpoint, or from what the server answers';

const logLevels = ['trace', 'debug', 'info', 'warn', 'error', 'fatal', 'silent'] as const;

/** Services outside, one host each. */
export const providers = [
  'api',
  'stats',
  'blockbook',
  'explorer',
  'coingecko',
  'binance',
  'cryptocompare',
  'mempool'
] as const;

export const variables = {
  dbType: optional(
    'DB_TYPE',
    'storage engine: `sqlite` or `supabase`; unset: `supabase` if `SUPABASE_URL` is set, else `sqlite`',
    oneOf('sqlite', 'supabase')
  ),
  dbPath: required('DB_PATH', 'data/fluxtracker.sqlite3', 'SQLite file', filePath),

  supabaseUrl: optional('SUPABASE_URL', 'primary Supabase project (with its key, or neither)', baseUrl),
  supabaseKey: optional('SUPABASE_SERVICE_ROLE_KEY', 'service role key of the primary project', key),
  failoverUrl: optional('SUPABASE_FAILOVER_URL', 'standby Supabase project (with its key, or neither)', baseUrl),
  failoverKey: optional('SUPABASE_FAILOVER_KEY', 'service role key of the standby project', key),
  supabaseDbUrl: optional(
    'SUPABASE_DB_URL',
    'direct Postgres connection; if set, pending migrations are applied at start',
    postgresUrl
  ),

  r2Endpoint: optional(
    'R2_ENDPOINT',
    'S3/R2 endpoint for backups (with the next three, or none of them; none = off)',
    baseUrl
  ),
  r2AccessKeyId: optional('R2_ACCESS_KEY_ID', 'access key of the backup bucket', key),
  r2SecretAccessKey: optional('R2_SECRET_ACCESS_KEY', 'secret key of the backup bucket', key),
  r2Bucket: optional('R2_BUCKET_NAME', 'name of the backup bucket', hostName),
  r2Region: optional('R2_REGION', `region of the backup bucket${whenUnset}`, regionName),

  bootstrapEndpoint: optional(
    'BOOTSTRAP_R2_ENDPOINT',
    'read-only source for the first start of an empty database (with the next three, or none of them)',
    baseUrl
  ),
  bootstrapAccessKeyId: optional('BOOTSTRAP_R2_ACCESS_KEY_ID', 'access key of the bootstrap bucket', key),
  bootstrapSecretAccessKey: optional('BOOTSTRAP_R2_SECRET_ACCESS_KEY', 'secret key of the bootstrap bucket', key),
  bootstrapBucket: optional('BOOTSTRAP_R2_BUCKET_NAME', 'name of the bootstrap bucket', hostName),
  bootstrapRegion: optional('BOOTSTRAP_R2_REGION', `region of the bootstrap bucket${whenUnset}`, regionName),

  frontendPort: required('FRONTEND_PORT', '5173', 'port of the public listener (web)', port),
  host: required('HOST', '0.0.0.0', 'address of the public listener', hostName),
  apiPort: required('API_PORT', '3000', "port of the API's own listener", port),
  apiHost: required(
    'API_HOST',
    '127.0.0.1',
    "address of the API's own listener, besides loopback; visitors reach it through the web port unless this opens it",
    hostName
  ),
  origin: optional(
    'ORIGIN',
    "public origin, such as `https://flux.example.org`; unset: from the request's Host and the socket's protocol",
    webOrigin
  ),
  corsOrigins: optional('CORS_ORIGINS', 'comma list of origins allowed cross-site; unset: none', commaList(webOrigin)),
  trustProxy: required(
    'TRUST_PROXY',
    '0',
    'number of proxies in front of the web port whose X-Forwarded-For is believed',
    wholeNumber(0, 32)
  ),

  adminToken: optional(
    'ADMIN_TOKEN',
    'secret of the admin routes, at least 16 characters; unset: generated into `admin-token` beside the database file; required with Supabase',
    secret(16)
  ),
  wsAuthRequired: required(
    'WS_AUTH_REQUIRED',
    'false',
    'whether the live WebSocket takes only clients with a token of `JWT_SECRET`: `true` or `false`',
    oneOf('true', 'false')
  ),
  jwtSecret: optional('JWT_SECRET', 'secret of those tokens (HS256), at least 32 characters', secret(32)),
  webhookAllow: optional(
    'WEBHOOK_ALLOW',
    'comma list of private ranges that webhooks may call, also by http, such as `10.0.0.0/8`; unset: none',
    commaList(addressRange)
  ),
  rateLimit: required(
    'RATE_LIMIT_PER_MINUTE',
    '600',
    'public requests per client address and minute; 0 = off',
    wholeNumber(0, 1_000_000)
  ),
  logLevel: required('LOG_LEVEL', 'info', `pino level: ${logLevels.join(', ')}`, oneOf(...logLevels)),

  trackedAddresses: required(
    'FLUX_REVENUE_ADDRESSES',
    't3NryfAQLGeFs9jEoeqsxmBN2QLRaRKFLUX',
    'comma list of tracked addresses',
    commaList(fluxAddress)
  ),
  revenueSeconds: required('REVENUE_SYNC_SECONDS', '60', 'seconds between revenue syncs, 1-86400', interval),
  censusSeconds: required('CENSUS_SECONDS', '600', 'seconds between network censuses, 1-86400', interval),
  snapshotCheckSeconds: required(
    'SNAPSHOT_CHECK_SECONDS',
    '1800',
    'seconds between snapshot checks, 1-86400',
    interval
  ),
  priceSeconds: required('PRICE_SYNC_SECONDS', '300', 'seconds between price syncs, 1-86400', interval),
  eventsDays: required('EVENTS_DAYS', '90', 'days for which events are kept, 1-3650', wholeNumber(1, 3_650)),
  meterEventsDays: required(
    'METER_EVENTS_DAYS',
    '90',
    'days for which metered events, and so their idempotency keys, are kept, 1-3650; what they add up to stays',
    wholeNumber(1, 3_650)
  ),
  reportSchedule: required(
    'REPORT_SCHEDULE',
    '30 0 * * *',
    'cron pattern (UTC): when reports of periods that have ended are made',
    cronPattern
  ),

  api: required('FLUX_API_URL', 'https://api.runonflux.io', 'FluxOS API: daemon, apps', baseUrl),
  stats: required('FLUX_STATS_URL', 'https://stats.runonflux.io', 'Flux statistics service', baseUrl),
  blockbook: required('FLUX_BLOCKBOOK_URL', 'https://blockbook.runonflux.io', 'Blockbook (address index)', baseUrl),
  explorer: required(
    'FLUX_EXPLORER_URL',
    'https://explorer.runonflux.io',
    'Insight explorer (a price source)',
    baseUrl
  ),
  coingecko: required('COINGECKO_URL', 'https://api.coingecko.com', 'price source CoinGecko', baseUrl),
  binance: required('BINANCE_URL', 'https://api.binance.com', 'price source Binance', baseUrl),
  cryptocompare: required(
    'CRYPTOCOMPARE_URL',
    'https://min-api.cryptocompare.com',
    'price source CryptoCompare',
    baseUrl
  ),
  cryptocompareKey: optional('CRYPTOCOMPARE_API_KEY', 'key for CryptoCompare, which is used only with one', key),
  upstreamBudgets: optional(
    'UPSTREAM_BUDGETS',
    `calls that a service may be asked in a calendar month (UTC), as a comma list such as \`coingecko=10000\`, of ${providers.join(', ')}; unset: no budget`,
    budgets(...providers)
  ),

  bitcoin: required(
    'BITCOIN',
    'on',
    'pages and figures of Bitcoin: `on` or `off`; off: nothing of it is asked, stored or linked',
    oneOf('on', 'off')
  ),
  bitcoinRpcUrl: optional(
    'BITCOIN_RPC_URL',
    'JSON-RPC of an own Bitcoin Core, such as `http://127.0.0.1:8332`; unset: public REST alone',
    baseUrl
  ),
  bitcoinRpcUser: optional('BITCOIN_RPC_USER', 'user of that node (with its password, or a cookie file instead)', key),
  bitcoinRpcPassword: optional('BITCOIN_RPC_PASSWORD', 'password of that user', key),
  bitcoinCookieFile: optional(
    'BITCOIN_COOKIE_FILE',
    'cookie file of that node, read anew when the node has written another one',
    filePath
  ),
  bitcoinElectrumUrl: optional(
    'BITCOIN_ELECTRUM_URL',
    'Electrum server for addresses: `tcp://host:port` or `tls://host:port`',
    electrumUrl
  ),
  mempool: required(
    'MEMPOOL_URL',
    'https://mempool.space',
    'public REST of Bitcoin (mempool.space or an own mempool), asked for what no own node tells',
    baseUrl
  ),
  bitcoinListsFile: optional(
    'BITCOIN_LISTS_FILE',
    'JSON file of lists that no service tells: labelled addresses, worth of companies and commodities (docs/markets.md)',
    filePath
  )
};

/** Name, default and meaning of every variable, in the order in which documentation lists them. */
export const environmentVariables = Object.values(variables).map(({ name, shown, meaning }) => ({
  name,
  default: shown,
  meaning
}));
