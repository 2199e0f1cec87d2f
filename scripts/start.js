/**
 * `npm start` and `npm run demo`: from a fresh clone to the running product, with one command and without a question.
 *
 * Plain JavaScript that the system's Node 20 runs. Installs and builds what is missing, then runs the API and, once it is
 * live, the web process with the pinned Node 24; the demo first starts the simulated network. Ends with 0 after a signal
 * and a clean drain; a process that ends by itself ends the others and gives its code.
 */
import { dirname, join } from 'node:path';
import { prepare } from './prepare.js';
import { StepError } from './prepare/step.js';
import { readDotEnv } from './run/dot-env.js';
import { heapLimits, poolLimits } from './run/host.js';
import { root, runGroup } from './run/main.js';
import { choosePorts } from './run/ports.js';
import { forgetEarlierDemo, onSupabase, readAddress, simulatedEnvironment } from './run/simulated.js';

const options = process.argv.slice(2);
const isOnSupabase = options.includes('--demo-supabase');
const isDemo = isOnSupabase || options.includes('--demo');
/** The local project's server reports nothing to anybody. */
const quiet = { LITE_TELEMETRY: '0', DO_NOT_TRACK: '1' };
await runGroup(run);

/** @param {import('./run/group.js').Group} group */
async function run(group) {
  const unknown = options.find((option) => option !== '--demo' && option !== '--demo-supabase');
  if (unknown) {
    const known = 'there are --demo and --demo-supabase, settings are environment variables';
    throw new StepError(`unknown option ${unknown}; ${known}`);
  }
  readDotEnv(join(root, '.env'));
  const node = await prepare({ root, say: console.log, signal: group.stopping });
  const ports = await choosePorts(process.env, { mayMove: isDemo });
  /** @type {NodeJS.ProcessEnv} */
  let env = { NODE_ENV: 'production', ...process.env, ...ports };
  if (isDemo) {
    const simulator = ['simulator/main.ts', '--port', '0', '--seed', '1', '--follow-parent'];
    const network = { name: 'the simulated network', command: node, args: simulator, env };
    env = simulatedEnvironment(env, await startServer(group, network));
    if (!isOnSupabase) forgetEarlierDemo(join(root, env['DB_PATH'] ?? ''));
  }
  if (isOnSupabase) {
    const args = ['scripts/supabase/main.ts'];
    const server = { name: 'the local Supabase project', command: node, args, env: { ...env, ...quiet } };
    env = onSupabase(env, await startServer(group, server));
  }

  env = { ...poolLimits, ...env };
  const api = `http://${reachable(env['API_HOST'] || '127.0.0.1')}:${ports['API_PORT']}`;
  group.start({ name: 'the API', command: node, args: [...heapLimits('api'), 'build/api/api.js'], env });
  await group.waitUntilLive({ name: 'the API', url: `${api}/api/health/live` });

  const web = `http://${reachable(env['HOST'] || '0.0.0.0')}:${ports['FRONTEND_PORT']}`;
  group.start({ name: 'the web process', command: node, args: [...heapLimits(), 'build/api/web.js'], env });
  await group.waitUntilLive({ name: 'the web process', url: `${web}/api/health/live` });

  const token = process.env['ADMIN_TOKEN'] ? 'ADMIN_TOKEN of the environment' : tokenPath(env['DB_PATH']);
  console.log(
    `\nFluxtracker runs${isDemo ? ' on the simulated network' : ''}\n` +
      `  dashboard    ${web.replace('127.0.0.1', 'localhost')}\n` +
      `  API          ${api}/api (description: ${web.replace('127.0.0.1', 'localhost')}/api/docs)\n` +
      `  admin token  ${token}\n`
  );
}

/**
 * Starts a server that prints its address when it listens.
 *
 * @param {import('./run/group.js').Group} group
 * @param {import('./run/group.js').Part} part
 */
async function startServer(group, part) {
  const { stdout } = group.start(part, 'pipe');
  if (!stdout) throw new StepError(`${part.name} has no output`);
  return readAddress(stdout, group.stopping);
}

/** @param {string | undefined} dbPath */
function tokenPath(dbPath) {
  return join(dirname(dbPath || 'data/fluxtracker.sqlite3'), 'admin-token');
}

/**
 * Where a listener answers on this machine.
 *
 * @param {string} host
 */
function reachable(host) {
  if (host === '0.0.0.0' || host === '::') return '127.0.0.1';
  return host.includes(':') ? `[${host}]` : host;
}
