/**
 * The environment of the demo: every upstream is the simulated network, the database is its own and begins with the
 * backup that the simulated network offers, and nothing of the operator's installation (buckets, Supabase, tracked
 * addresses) is touched.
 */
import { randomBytes } from 'node:crypto';
import { once } from 'node:events';
import { existsSync, mkdirSync, readFileSync, realpathSync, rmSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { createInterface } from 'node:readline';

/** @typedef {{ url: string, serviceKey?: string, env?: NodeJS.ProcessEnv }} Printed */

const paths = {
  FLUX_API_URL: 'api',
  FLUX_STATS_URL: 'stats',
  FLUX_BLOCKBOOK_URL: 'blockbook',
  FLUX_EXPLORER_URL: 'explorer',
  COINGECKO_URL: 'coingecko',
  BINANCE_URL: 'binance',
  CRYPTOCOMPARE_URL: 'cryptocompare',
  BITCOIN_RPC_URL: 'bitcoin',
  MEMPOOL_URL: 'mempool'
};

/**
 * @param {NodeJS.ProcessEnv} env the operator's
 * @param {Printed} simulator what it printed
 * @returns {NodeJS.ProcessEnv}
 */
export function simulatedEnvironment(env, { url, env: { BITCOIN_ELECTRUM_URL } = {} }) {
  const kept = Object.entries(env).filter(
    ([name]) => !/^(SUPABASE_|R2_|BOOTSTRAP_R2_|BITCOIN|FLUX_REVENUE_ADDRESSES)/.test(name)
  );
  const upstreams = Object.entries(paths).map(([name, path]) => [name, `${url}/${path}`]);
  const own = {
    DB_TYPE: 'sqlite',
    DB_PATH: 'data/demo.sqlite3',
    BITCOIN_RPC_USER: 'simulator',
    BITCOIN_RPC_PASSWORD: 'simulator',
    ...(BITCOIN_ELECTRUM_URL && { BITCOIN_ELECTRUM_URL }),
    BOOTSTRAP_R2_ENDPOINT: `${url}/s3`,
    BOOTSTRAP_R2_BUCKET_NAME: 'flux-backups',
    BOOTSTRAP_R2_ACCESS_KEY_ID: 'demo',
    BOOTSTRAP_R2_SECRET_ACCESS_KEY: 'demo'
  };
  return Object.fromEntries([...kept, ...upstreams, ...Object.entries(own)]);
}

/**
 * Removes the database of an earlier demo: each demo is another simulated network, whose past the old rows are not part
 * of. One that is in use stays; the API refuses to start on it and says which process has it.
 *
 * @param {string} path
 */
export function forgetEarlierDemo(path) {
  if (isRunning(`${existsSync(path) ? realpathSync(path) : path}.pid`)) return;
  for (const ending of ['', '-wal', '-shm']) rmSync(`${path}${ending}`, { force: true });
}

/** @param {string} pidFile */
function isRunning(pidFile) {
  if (!existsSync(pidFile)) return false;
  try {
    return process.kill(Number(readFileSync(pidFile, 'utf8')), 0);
  } catch {
    return false;
  }
}

/**
 * The demo on a local Supabase project, which keeps nothing either; the token is kept where a demo on SQLite keeps it.
 *
 * @param {NodeJS.ProcessEnv} env of the demo
 * @param {{ url: string, serviceKey?: string }} project
 * @returns {NodeJS.ProcessEnv}
 */
export function onSupabase(env, { url, serviceKey }) {
  return {
    ...env,
    DB_TYPE: 'supabase',
    SUPABASE_URL: url,
    SUPABASE_SERVICE_ROLE_KEY: serviceKey,
    ADMIN_TOKEN: env['ADMIN_TOKEN'] || keptToken(join(dirname(env['DB_PATH'] ?? ''), 'admin-token'))
  };
}

/** @param {string} path */
function keptToken(path) {
  if (!existsSync(path)) {
    mkdirSync(dirname(path), { recursive: true });
    writeFileSync(path, `${randomBytes(24).toString('base64url')}\n`, { mode: 0o600 });
  }
  return readFileSync(path, 'utf8').trim();
}

/**
 * The first line that the simulator or the local project prints: `{"url":"http://127.0.0.1:PORT", ...}`.
 *
 * @param {NodeJS.ReadableStream} output
 * @param {AbortSignal} signal
 * @returns {Promise<Printed>}
 */
export async function readAddress(output, signal) {
  const answer = /** @type {[string]} */ (await once(createInterface({ input: output }), 'line', { signal }));
  return /** @type {Printed} */ (JSON.parse(answer[0]));
}
