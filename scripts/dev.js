/**
 * `npm run dev:all` (both), `npm run dev` (web, 5173) and `npm run api` (API, 3000), with reload.
 *
 * The API is rebuilt by Vite on every change and restarted by Node's own watch; the web part is Vite's development server,
 * which passes everything below /api/ on to the API's port.
 */
import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { setTimeout as pause } from 'node:timers/promises';
import { prepare } from './prepare.js';
import { readDotEnv } from './run/dot-env.js';
import { root, runGroup } from './run/main.js';

const parts = process.argv.slice(2);
await runGroup(async (group) => {
  readDotEnv(join(root, '.env'));
  const node = await prepare({ root, say: console.log, signal: group.stopping, upTo: 'install' });
  const env = process.env;
  const vite = join('node_modules', 'vite', 'bin', 'vite.js');

  if (parts.includes('web')) group.start({ name: 'the web server', command: node, args: [vite, 'dev'], env });
  if (!parts.includes('api')) return;
  const args = [vite, 'build', '--config=vite.node.config.ts', '--watch', '--logLevel=warn'];
  group.start({ name: 'the API build', command: node, args, env });
  while (!existsSync(join(root, 'build', 'api', 'api.js'))) await pause(200, undefined, { signal: group.stopping });
  group.start({ name: 'the API', command: node, args: ['--watch', 'build/api/api.js'], env });
});
