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
import { heapLimits, readDotEnv } from './run/host.js';
import { root, runGroup } from './run/main.js';
import { choosePorts } from './run/ports.js';
import { forgetEarlierDemo, readUrl, simulatedEnvironment } from './run/simulated.js';

const options = process.argv.slice(2);
const isDemo = options.includes('--demo');
await runGroup(run);

/** @param {import('./run/group.js').Group} group */
async function run(group) {
  const unknown = options.find((option) => option !== '--demo');
  if (unknown)
    throw new StepError(`unknown option ${unknown}; there is --demo only, settings are environment variables`);
  readDotEnv(join(root, '.env'));
  const node = await prepare({ root, say: console.log, signal: group.stopping });
  const ports = await choosePorts(process.env, { mayMove: isDemo });
  /** @type {NodeJS.ProcessEnv} */
  let env = { NODE_ENV: 'production', ...process.env, ...ports };
  if (isDemo) {
    env = simulatedEnvironment(env, await startSimulator(group, node, env));
    forgetEarlierDemo(join(root, env['DB_PATH'] ?? ''));
  }

  const api = `http://${reachable(env['API_HOST'] || '127.0.0.1')}:${ports['API_PORT']}`;
  group.start({ name: 'the API', command: node, args: [...heapLimits, 'build/api/api.js'], env });
  await group.waitUntilLive({ name: 'the API', url: `${api}/api/health/live` });

  const web = `http://${reachable(env['HOST'] || '0.0.0.0')}:${ports['FRONTEND_PORT']}`;
  group.start({ name: 'the web process', command: node, args: [...heapLimits, 'build/api/web.js'], env });
  await group.waitUntilLive({ name: 'the web process', url: `${web}/api/health/live` });

  const token = env['ADMIN_TOKEN'] ? 'ADMIN_TOKEN of the environment' : tokenPath(env['DB_PATH']);
  console.log(
    `\nFluxtracker runs${isDemo ? ' on the simulated network' : ''}\n` +
      `  dashboard    ${web.replace('127.0.0.1', 'localhost')}\n` +
      `  API          ${api}/api (description: ${web.replace('127.0.0.1', 'localhost')}/api/docs)\n` +
      `  admin token  ${token}\n`
  );
}

/**
 * @param {import('./run/group.js').Group} group
 * @param {string} node
 * @param {NodeJS.ProcessEnv} env
 * @returns {Promise<string>} its URL
 */
async function startSimulator(group, node, env) {
  const args = ['scripts/simulator/main.ts', '--port', '0', '--seed', '1', '--follow-parent'];
  const simulator = group.start({ name: 'the simulated network', command: node, args, env }, 'pipe');
  if (!simulator.stdout) throw new StepError('the simulated network has no output');
  return readUrl(simulator.stdout, group.stopping);
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
