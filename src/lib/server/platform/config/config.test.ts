import { expect, it } from 'vitest';
import { environmentVariables, readConfig } from './config.ts';
import { ConfigError } from '../errors.ts';

it('needs nothing for SQLite', () => {
  const config = readConfig({});
  expect(config.store).toEqual({ kind: 'sqlite', path: 'data/fluxtracker.sqlite3' });
  expect(config.api).toEqual({ host: '127.0.0.1', port: 3000 });
  expect(config.web).toEqual({ host: '0.0.0.0', port: 5173, origin: null, corsOrigins: [], trustProxy: 0 });
  expect(config.trackedAddresses).toEqual(['t3NryfAQLGeFs9jEoeqsxmBN2QLRaRKFLUX']);
  expect(config.intervals).toEqual({
    revenueSeconds: 60,
    censusSeconds: 600,
    snapshotCheckSeconds: 1800,
    priceSeconds: 300
  });
  expect([config.backup, config.bootstrap, config.adminToken]).toEqual([null, null, null]);
});

it('treats an empty variable as unset', () => {
  const empty = Object.fromEntries(environmentVariables.map(({ name }) => [name, ' ']));
  expect(readConfig(empty)).toEqual(readConfig({}));
});

it('reads its own documented defaults as the defaults', () => {
  const shown = Object.fromEntries(environmentVariables.map(({ name, default: text }) => [name, text]));
  expect(readConfig(shown)).toEqual(readConfig({}));
});

it('names every problem at once', () => {
  const problems = problemsOf({
    API_PORT: 'http',
    DB_TYPE: 'mysql',
    LOG_LEVEL: 'loud',
    R2_BUCKET_NAME: 'backups',
    FLUX_API_URL: 'ftp://api.test',
    FLUX_REVENUE_ADDRESSES: '1Bitcoin'
  });
  for (const name of ['API_PORT', 'DB_TYPE', 'LOG_LEVEL', 'FLUX_API_URL', 'FLUX_REVENUE_ADDRESSES']) {
    expect(problems).toContain(`${name} `);
  }
  expect(problems).toContain('R2_ENDPOINT is missing');
  expect(problems.split('allowed:')).toHaveLength(9);
});

it.each(['3000abc', '1e3', ' 5', '5 ', '+5', '-5', '5.0', '0x10', '007', '0', '65536', '99999999999999999999'])(
  'refuses the port %j',
  (value) => expect(problemsOf({ API_PORT: value })).toContain('API_PORT')
);

it('bounds the intervals', () => {
  expect(problemsOf({ CENSUS_SECONDS: '0' })).toContain('from 1 to 86400');
  expect(problemsOf({ CENSUS_SECONDS: '86401' })).toContain('from 1 to 86400');
  expect(readConfig({ CENSUS_SECONDS: '86400' }).intervals.censusSeconds).toBe(86_400);
});

it('refuses one port for both processes', () => {
  expect(problemsOf({ API_PORT: '5173' })).toContain('API_PORT equals FRONTEND_PORT');
});

it('never shows a secret', () => {
  const secret = 'héllo-secret-value';
  const problems = problemsOf({
    ADMIN_TOKEN: secret,
    SUPABASE_URL: `https://user:${secret}@x.test`,
    SUPABASE_SERVICE_ROLE_KEY: secret,
    SUPABASE_DB_URL: `mysql://user:${secret}@x.test/db`,
    R2_SECRET_ACCESS_KEY: secret,
    CRYPTOCOMPARE_API_KEY: secret
  });
  expect(problems).toContain('CRYPTOCOMPARE_API_KEY');
  expect(problems).not.toContain('secret-value');
});

it('refuses a short admin token', () => {
  expect(problemsOf({ ADMIN_TOKEN: 'fifteen-letters' })).toContain('ADMIN_TOKEN has 15 characters');
  expect(readConfig({ ADMIN_TOKEN: 'sixteen-letters!' }).adminToken).toBe('sixteen-letters!');
});

it('chooses Supabase where its URL is set, unless told otherwise', () => {
  expect(readConfig(supabase).store).toEqual({
    kind: 'supabase',
    primary: { url: 'https://one.supabase.test', serviceKey: 'key-1' },
    standby: null,
    dbUrl: null
  });
  expect(readConfig({ ...supabase, DB_TYPE: 'sqlite' }).store.kind).toBe('sqlite');
});

it('asks for an admin token with Supabase', () => {
  expect(problemsOf({ ...supabase, ADMIN_TOKEN: '' })).toContain('ADMIN_TOKEN is missing');
  expect(readConfig({ ...supabase, DB_TYPE: 'sqlite', ADMIN_TOKEN: '' }).adminToken).toBeNull();
});

it('takes a standby and a direct connection beside a primary only', () => {
  const standby = { SUPABASE_FAILOVER_URL: 'https://two.supabase.test/', SUPABASE_FAILOVER_KEY: 'key-2' };
  const SUPABASE_DB_URL = 'postgresql://postgres:pw@db.test:5432/postgres';
  expect(readConfig({ ...supabase, ...standby, SUPABASE_DB_URL }).store).toMatchObject({
    standby: { url: 'https://two.supabase.test', serviceKey: 'key-2' },
    dbUrl: SUPABASE_DB_URL
  });
  const problems = problemsOf({ ...standby, SUPABASE_DB_URL });
  expect(problems).toContain('SUPABASE_FAILOVER_URL needs a primary project');
  expect(problems).toContain('SUPABASE_DB_URL needs a primary project');
  expect(problemsOf({ ...supabase, ...standby, SUPABASE_FAILOVER_URL: supabase.SUPABASE_URL })).toContain('another');
  expect(problemsOf({ DB_TYPE: 'supabase' })).toContain('DB_TYPE supabase needs');
});

it.each(['SUPABASE_', 'SUPABASE_FAILOVER_', 'R2_', 'BOOTSTRAP_R2_'])('refuses half of the group %s*', (prefix) => {
  const group = Object.keys(groups).filter((name) => name.startsWith(prefix) && groupOf(name) === prefix);
  for (const left of group) {
    const half = Object.fromEntries(group.filter((name) => name !== left).map((name) => [name, groups[name]]));
    expect(problemsOf({ ...half, ADMIN_TOKEN: supabase.ADMIN_TOKEN })).toContain(`${left} is missing`);
  }
});

it('turns a whole group on', () => {
  const config = readConfig({ ...groups, ADMIN_TOKEN: supabase.ADMIN_TOKEN });
  expect(config.backup).toEqual({
    endpoint: 'https://r2.test',
    accessKeyId: 'id',
    secretAccessKey: 'secret',
    bucket: 'backups'
  });
  expect(config.bootstrap).toMatchObject({ endpoint: 'http://127.0.0.1:9000', bucket: 'seed' });
});

it('strips trailing slashes from base URLs and keeps their path', () => {
  const { upstreams } = readConfig({ FLUX_API_URL: 'http://127.0.0.1:4000/api//', FLUX_STATS_URL: 'https://s.test/' });
  expect(upstreams).toMatchObject({ api: 'http://127.0.0.1:4000/api', stats: 'https://s.test' });
});

it.each([
  'api.runonflux.io',
  'https://',
  'https://x.test/?a=1',
  'https://x.test/#a',
  'file:///etc/passwd',
  'http://a b'
])('refuses the base URL %j', (value) => expect(problemsOf({ FLUX_API_URL: value })).toContain('FLUX_API_URL'));

it('reads origins as a browser sends them', () => {
  const { web } = readConfig({
    ORIGIN: 'https://Flux.Example.org/',
    CORS_ORIGINS: 'https://a.test, http://b.test:8080'
  });
  expect(web.origin).toBe('https://flux.example.org');
  expect(web.corsOrigins).toEqual(['https://a.test', 'http://b.test:8080']);
  expect(problemsOf({ ORIGIN: 'https://a.test/dashboard' })).toContain('ORIGIN has a path');
  expect(problemsOf({ CORS_ORIGINS: '*' })).toContain('CORS_ORIGINS');
});

it('takes several tracked addresses, each once', () => {
  const two = 't3NryfAQLGeFs9jEoeqsxmBN2QLRaRKFLUX, t1LUs6quf7TB2zVZmexqPQdnqmrFMGZGjV6';
  expect(readConfig({ FLUX_REVENUE_ADDRESSES: two }).trackedAddresses).toHaveLength(2);
  for (const bad of [`${two},t3NryfAQLGeFs9jEoeqsxmBN2QLRaRKFLUX`, `${two},`, two.slice(1), two.replace('q', '0')]) {
    expect(problemsOf({ FLUX_REVENUE_ADDRESSES: bad })).toContain('FLUX_REVENUE_ADDRESSES');
  }
});

it.each(['0.0.0.0', '::', '::1', 'localhost', 'api.internal'])('takes the host %s', (host) => {
  expect(readConfig({ HOST: host }).web.host).toBe(host);
});

it.each(['http://0.0.0.0', '0.0.0.0:80', 'a b', '-'])('refuses the host %j', (host) => {
  expect(problemsOf({ HOST: host })).toContain('HOST');
});

const supabase = {
  SUPABASE_URL: 'https://one.supabase.test',
  SUPABASE_SERVICE_ROLE_KEY: 'key-1',
  ADMIN_TOKEN: 'a-long-enough-token'
};

const groups: Record<string, string> = {
  SUPABASE_URL: 'https://one.supabase.test',
  SUPABASE_SERVICE_ROLE_KEY: 'key-1',
  SUPABASE_FAILOVER_URL: 'https://two.supabase.test',
  SUPABASE_FAILOVER_KEY: 'key-2',
  R2_ENDPOINT: 'https://r2.test',
  R2_ACCESS_KEY_ID: 'id',
  R2_SECRET_ACCESS_KEY: 'secret',
  R2_BUCKET_NAME: 'backups',
  BOOTSTRAP_R2_ENDPOINT: 'http://127.0.0.1:9000',
  BOOTSTRAP_R2_ACCESS_KEY_ID: 'id',
  BOOTSTRAP_R2_SECRET_ACCESS_KEY: 'secret',
  BOOTSTRAP_R2_BUCKET_NAME: 'seed'
};

function groupOf(name: string): string {
  return /^(SUPABASE_FAILOVER_|BOOTSTRAP_R2_|SUPABASE_|R2_)/.exec(name)?.[1] ?? '';
}

function problemsOf(environment: Record<string, string>): string {
  try {
    readConfig(environment);
  } catch (error) {
    if (error instanceof ConfigError) return error.message;
    throw error;
  }
  return 'no problem';
}

it.each(['', 'BOOTSTRAP_'])('takes a region for the bucket of %sR2_*, and does without one', (group) => {
  const bucket = {
    [`${group}R2_ENDPOINT`]: 'https://s3.example.org',
    [`${group}R2_ACCESS_KEY_ID`]: 'key',
    [`${group}R2_SECRET_ACCESS_KEY`]: 'secret',
    [`${group}R2_BUCKET_NAME`]: 'backups'
  };
  const read = (more: Record<string, string>) => {
    const { backup, bootstrap } = readConfig({ ...bucket, ...more });
    return group === '' ? backup : bootstrap;
  };
  expect(read({})).not.toHaveProperty('region');
  expect(read({ [`${group}R2_REGION`]: 'eu-central-1' })).toMatchObject({ bucket: 'backups', region: 'eu-central-1' });
  expect(problemsOf({ ...bucket, [`${group}R2_REGION`]: 'a region' })).toContain(
    `${group}R2_REGION "a region" is not a region`
  );
});

it('takes a budget for each service that it names, and no other', () => {
  const { upstreamBudgets } = readConfig({ UPSTREAM_BUDGETS: 'coingecko=10000, binance = 500000' });
  expect([...upstreamBudgets]).toEqual([
    ['coingecko', 10_000],
    ['binance', 500_000]
  ]);
  expect(readConfig({}).upstreamBudgets.size).toBe(0);
});

it.each([
  ['coingeko=10', '"coingeko" is not known; allowed: api, stats'],
  ['coingecko', 'coingecko has no number; allowed: coingecko=CALLS'],
  ['coingecko=', '"" is not a whole number'],
  ['coingecko=1e4', '"1e4" is not a whole number'],
  ['coingecko=0', '"0" is out of range'],
  ['coingecko=5,coingecko=6', 'names one service twice'],
  ['coingecko=5,', '"" is not known']
])('refuses the budgets %j', (text, fault) => {
  expect(problemsOf({ UPSTREAM_BUDGETS: text })).toContain(`UPSTREAM_BUDGETS ${fault}`);
});
