/**
 * The build of a clone: SvelteKit into build/web, the two processes and their workers into build/api.
 *
 * A hash of the inputs is kept beside it and written last, so an interrupted build is never taken for a finished one.
 */
import { createHash } from 'node:crypto';
import { existsSync, readdirSync, readFileSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { runStep } from './step.js';

const folders = ['src', 'static', 'supabase'];
const files = [
  ...['package.json', 'package-lock.json', 'tsconfig.json'],
  ...['svelte.config.js', 'vite.config.ts', 'vite.node.config.ts']
];
const outputs = ['api/api.js', 'api/web.js', 'web/handler.js'];

/**
 * Is the build that of the present sources?
 *
 * @param {string} root
 */
export function isBuilt(root) {
  const stamp = stampOf(root);
  if (!outputs.every((output) => existsSync(join(root, 'build', output))) || !existsSync(stamp)) return false;
  return readFileSync(stamp, 'utf8') === hashInputs(root);
}

/** @param {{ root: string, signal: AbortSignal | undefined, node: string }} where */
export async function build({ root, signal, node }) {
  const hash = hashInputs(root);
  rmSync(stampOf(root), { force: true });
  const vite = [join(root, 'node_modules', 'vite', 'bin', 'vite.js'), 'build', '--logLevel=warn'];
  const env = { NODE_ENV: 'production' };
  await runStep({ root, command: node, args: vite, env, signal });
  await runStep({ root, command: node, args: [...vite, '--config=vite.node.config.ts'], env, signal });
  writeFileSync(stampOf(root), hash);
}

/**
 * One hash over everything that the build is made of; tests are not.
 *
 * @param {string} root
 */
export function hashInputs(root) {
  const hash = createHash('sha256');
  for (const path of [...folders.flatMap((folder) => listFiles(root, folder)), ...files]) {
    const file = join(root, path);
    if (!existsSync(file) || !statSync(file).isFile() || isTest(path)) continue;
    hash.update(`${path}\0`).update(readFileSync(file)).update('\0');
  }
  return hash.digest('hex');
}

/** @param {string} path */
function isTest(path) {
  return path.endsWith('.test.ts') || path.startsWith(join('src', 'tests'));
}

/** @param {string} root */
function stampOf(root) {
  return join(root, 'build', '.inputs');
}

/**
 * @param {string} root
 * @param {string} folder
 */
function listFiles(root, folder) {
  if (!existsSync(join(root, folder))) return [];
  const names = readdirSync(join(root, folder), { recursive: true, encoding: 'utf8' });
  return names.map((name) => join(folder, name)).sort();
}
