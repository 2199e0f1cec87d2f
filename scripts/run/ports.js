/** Which ports the two listeners take, checked before anything is started, so that a taken one has a clear message. */
import { createServer } from 'node:net';
import { isCode, StepError } from '../prepare/step.js';

/**
 * @typedef {object} Listener
 * @property {'FRONTEND_PORT' | 'API_PORT'} variable
 * @property {string} host
 * @property {number} fallback
 */

/** @type {(env: NodeJS.ProcessEnv) => Listener[]} */
const listeners = (env) => [
  { variable: 'FRONTEND_PORT', host: env['HOST'] || '0.0.0.0', fallback: 5173 },
  { variable: 'API_PORT', host: env['API_HOST'] || '127.0.0.1', fallback: 3000 }
];

/**
 * A port that the operator set is taken as it is. A default that is taken is an error, or with `mayMove` the next free one.
 *
 * @param {NodeJS.ProcessEnv} env
 * @param {{ mayMove: boolean }} options
 * @returns {Promise<Record<string, string>>} FRONTEND_PORT and API_PORT
 * @throws {StepError} naming the port that is taken and the variable to set
 */
export async function choosePorts(env, { mayMove }) {
  /** @type {Record<string, string>} */
  const chosen = {};
  for (const { variable, host, fallback } of listeners(env)) {
    const asked = env[variable]?.trim();
    let port = Number(asked || fallback);
    const mine = () => Object.values(chosen).includes(String(port));
    while (mayMove && !asked && port < 65_535 && (mine() || !(await isFree(port, host)))) port += 1;
    if (isPort(port) && !(await isFree(port, host))) {
      throw new StepError(
        `port ${port} on ${host} is already in use: end the process that listens there, or set ${variable} to a free port`
      );
    }
    // What is no port goes to the product as it was written: its own message names what is allowed.
    chosen[variable] = isPort(port) ? String(port) : (asked ?? '');
  }
  return chosen;
}

/** @param {number} port */
function isPort(port) {
  return Number.isInteger(port) && port > 0 && port <= 65_535;
}

/**
 * @param {number} port
 * @param {string} host
 * @returns {Promise<boolean>}
 */
function isFree(port, host) {
  return new Promise((resolve) => {
    const server = createServer();
    server.once('error', (error) => {
      resolve(!isCode(error, 'EADDRINUSE'));
    });
    server.listen({ port, host, exclusive: true }, () => {
      server.close(() => {
        resolve(true);
      });
    });
  });
}
