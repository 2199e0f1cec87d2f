/**
 * The environment, read once into a typed Config. Nothing else reads `process.env`.
 *
 * Every problem is reported together in one ConfigError: variable, fault, what is allowed; never the value of a secret.
 * A feature is its settings or `null`; half a group of variables is a mistake.
 */
import { createEnvironmentReader, type EnvironmentReader } from './environment-reader.ts';
import { environmentVariables, variables as v, type providers } from './environment.ts';
import { ConfigError } from '../errors.ts';

export { environmentVariables };

/** A service outside, by the name of its setting. */
export type Provider = (typeof providers)[number];

export type LogLevel = (typeof v.logLevel)['fallback'];

export interface SupabaseProject {
  url: string;
  serviceKey: string;
}

export interface Bucket {
  endpoint: string;
  accessKeyId: string;
  secretAccessKey: string;
  bucket: string;
  /** Absent: found out. */
  region?: string;
}

export type StoreConfig =
  | { kind: 'sqlite'; path: string }
  | { kind: 'supabase'; primary: SupabaseProject; standby: SupabaseProject | null; dbUrl: string | null };

/** Base URLs without a trailing slash; the clients append the services' own paths. */
export interface Upstreams {
  api: string;
  stats: string;
  blockbook: string;
  explorer: string;
  coingecko: string;
  binance: string;
  cryptocompare: string;
  /** null = CryptoCompare is not asked. */
  cryptocompareKey: string | null;
}

/** Where Bitcoin is read; parts that are not configured are null. */
export interface BitcoinSettings {
  rpc: { url: string; user: string | null; password: string | null; cookieFile: string | null } | null;
  /** `tcp://host:port` or `tls://host:port`. */
  electrumUrl: string | null;
  /** Base address of mempool.space or of one's own. */
  mempoolUrl: string;
}

export interface Config {
  store: StoreConfig;
  backup: Bucket | null;
  bootstrap: Bucket | null;
  api: { host: string; port: number };
  web: { host: string; port: number; origin: string | null; corsOrigins: string[]; trustProxy: number };
  /** null = one is generated beside the database file, see `admin-token.ts`. */
  adminToken: string | null;
  /** Key of the tokens that the live WebSocket requires; null: it requires none. */
  jwtSecret: string | null;
  /** Private ranges that webhooks may call. */
  webhookAllow: string[];
  /** Public requests per client and minute; 0 = no limit. */
  rateLimitPerMinute: number;
  logLevel: LogLevel;
  trackedAddresses: string[];
  intervals: { revenueSeconds: number; censusSeconds: number; snapshotCheckSeconds: number; priceSeconds: number };
  /** How long the log of changes is kept. */
  eventsDays: number;
  /** How long metered events are kept; what they add up to stays. */
  meterEventsDays: number;
  /** Cron pattern in UTC. */
  reportSchedule: string;
  upstreams: Upstreams;
  /** Calls in a calendar month; a service that is not named has no budget. */
  upstreamBudgets: ReadonlyMap<Provider, number>;
  /** null: Bitcoin is switched off. */
  bitcoin: BitcoinSettings | null;
}

/** @throws ConfigError naming every problem of the environment at once */
export function readConfig(environment: Record<string, string | undefined> = process.env): Config {
  const reader = createEnvironmentReader(environment);
  const { problems, read, readGroup } = reader;

  const config: Config = {
    store: readStore(reader),
    backup: withRegion(
      readGroup({
        endpoint: v.r2Endpoint,
        accessKeyId: v.r2AccessKeyId,
        secretAccessKey: v.r2SecretAccessKey,
        bucket: v.r2Bucket
      }),
      read(v.r2Region)
    ),
    bootstrap: withRegion(
      readGroup({
        endpoint: v.bootstrapEndpoint,
        accessKeyId: v.bootstrapAccessKeyId,
        secretAccessKey: v.bootstrapSecretAccessKey,
        bucket: v.bootstrapBucket
      }),
      read(v.bootstrapRegion)
    ),
    api: { host: read(v.apiHost), port: read(v.apiPort) },
    web: {
      host: read(v.host),
      port: read(v.frontendPort),
      origin: read(v.origin),
      corsOrigins: read(v.corsOrigins) ?? [],
      trustProxy: read(v.trustProxy)
    },
    adminToken: read(v.adminToken),
    jwtSecret: readJwtSecret(reader),
    webhookAllow: read(v.webhookAllow) ?? [],
    rateLimitPerMinute: read(v.rateLimit),
    logLevel: read(v.logLevel),
    trackedAddresses: read(v.trackedAddresses),
    intervals: {
      revenueSeconds: read(v.revenueSeconds),
      censusSeconds: read(v.censusSeconds),
      snapshotCheckSeconds: read(v.snapshotCheckSeconds),
      priceSeconds: read(v.priceSeconds)
    },
    eventsDays: read(v.eventsDays),
    meterEventsDays: read(v.meterEventsDays),
    reportSchedule: read(v.reportSchedule),
    upstreams: {
      api: read(v.api),
      stats: read(v.stats),
      blockbook: read(v.blockbook),
      explorer: read(v.explorer),
      coingecko: read(v.coingecko),
      binance: read(v.binance),
      cryptocompare: read(v.cryptocompare),
      cryptocompareKey: read(v.cryptocompareKey)
    },
    upstreamBudgets: read(v.upstreamBudgets) ?? new Map(),
    bitcoin: readBitcoin(reader)
  };

  if (config.api.port === config.web.port) problems.push('API_PORT equals FRONTEND_PORT; allowed: two different ports');
  if (problems.length > 0) {
    const count = problems.length === 1 ? 'one problem' : `${problems.length} problems`;
    throw new ConfigError(`${count} in the environment:\n${problems.map((problem) => `  ${problem}`).join('\n')}`);
  }
  return config;
}

function readBitcoin({ problems, isSet, read }: EnvironmentReader): BitcoinSettings | null {
  const url = read(v.bitcoinRpcUrl);
  const [user, password] = [read(v.bitcoinRpcUser), read(v.bitcoinRpcPassword)];
  const cookieFile = read(v.bitcoinCookieFile);
  const settings = {
    rpc: url === null ? null : { url, user, password, cookieFile },
    electrumUrl: read(v.bitcoinElectrumUrl),
    mempoolUrl: read(v.mempool)
  };
  if ((user === null) !== (password === null) && isSet(v.bitcoinRpcUser) !== isSet(v.bitcoinRpcPassword)) {
    problems.push('BITCOIN_RPC_USER and BITCOIN_RPC_PASSWORD belong together; allowed: both or none');
  }
  if (user !== null && cookieFile !== null) {
    problems.push('BITCOIN_COOKIE_FILE is set beside a user; allowed: a cookie file, or user and password');
  }
  return read(v.bitcoin) === 'off' ? null : settings;
}

function readJwtSecret({ problems, isSet, read }: EnvironmentReader): string | null {
  const isRequired = read(v.wsAuthRequired) === 'true';
  const key = read(v.jwtSecret);
  if (isRequired && !isSet(v.jwtSecret)) {
    problems.push('JWT_SECRET is missing; allowed: at least 32 characters, required with WS_AUTH_REQUIRED');
  }
  return isRequired ? key : null;
}

function withRegion(bucket: Bucket | null, region: string | null): Bucket | null {
  return bucket && region !== null ? { ...bucket, region } : bucket;
}

/** The SQLite file, also where another engine is configured: what a copy between the two is made of. */
export function readLocalStore(): StoreConfig {
  return readConfig({ ...process.env, [v.dbType.name]: 'sqlite' }).store;
}

function readStore({ problems, isSet, read, readGroup }: EnvironmentReader): StoreConfig {
  const path = read(v.dbPath);
  const kind = read(v.dbType) ?? (isSet(v.supabaseUrl) ? 'supabase' : 'sqlite');
  const primary = readGroup({ url: v.supabaseUrl, serviceKey: v.supabaseKey });
  const standby = readGroup({ url: v.failoverUrl, serviceKey: v.failoverKey });
  const dbUrl = read(v.supabaseDbUrl);

  if (!primary) {
    const needs = 'needs a primary project; allowed: with SUPABASE_URL and SUPABASE_SERVICE_ROLE_KEY';
    if (kind === 'supabase') problems.push(`DB_TYPE supabase ${needs}`);
    if (standby) problems.push(`SUPABASE_FAILOVER_URL ${needs}`);
    if (dbUrl !== null) problems.push(`SUPABASE_DB_URL ${needs}`);
  } else if (primary.url !== '' && primary.url === standby?.url) {
    problems.push('SUPABASE_FAILOVER_URL equals SUPABASE_URL; allowed: another project');
  }
  if (!primary || kind === 'sqlite') return { kind: 'sqlite', path };
  if (!isSet(v.adminToken)) {
    problems.push('ADMIN_TOKEN is missing; allowed: at least 16 characters, required with Supabase');
  }
  return { kind, primary, standby, dbUrl };
}
