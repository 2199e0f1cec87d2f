/**
 * `npm run load -- smoke|load|stress|soak [--origin http://localhost:5173]`: load on a product that runs on this machine, and on
 * no other. Run it with RATE_LIMIT_PER_MINUTE=0. Prints a table, writes data/load/PROFILE.json, exit 1 when the profile is not held.
 */
import { mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { parseArgs } from 'node:util';
import { dueTimes, profiles, type ProfileName } from './profiles.ts';
import { asTable, reportOf } from './report.ts';
import { sendAll } from './send.ts';

const paths = [
  '/',
  '/api/metrics/current',
  '/api/transactions/paginated?page=1&limit=50',
  '/api/revenue/monthly',
  '/api/history/revenue/daily?limit=90',
  '/api/nodes?page=1',
  '/api/health'
];
const root = fileURLToPath(new URL('../..', import.meta.url));
const local = new Set(['localhost', '127.0.0.1', '[::1]']);

const { values, positionals } = parseArgs({
  allowPositionals: true,
  options: { origin: { type: 'string', default: 'http://localhost:5173' } }
});
const [name = ''] = positionals;
if (!isProfile(name)) fail(`say which profile: ${Object.keys(profiles).join(', ')}`);
else if (!local.has(new URL(values.origin).hostname))
  fail('load is for a product on this machine: localhost or 127.0.0.1');
else await run(name, new URL(values.origin).origin);

async function run(profile: ProfileName, origin: string): Promise<void> {
  const report = reportOf(await sendAll(origin, paths, dueTimes(profiles[profile].stages)), profiles[profile]);
  const folder = join(root, 'data', 'load');
  mkdirSync(folder, { recursive: true });
  writeFileSync(
    join(folder, `${profile}.json`),
    `${JSON.stringify({ profile, at: new Date().toISOString(), ...report }, null, 2)}\n`
  );
  console.log(asTable(report));
  const { p99Ms, failures } = profiles[profile];
  console.log(`${report.isHeld ? 'held' : 'not held'}: p99 <= ${p99Ms} ms, failures <= ${failures * 100} %`);
  if (!report.isHeld) process.exitCode = 1;
}

function isProfile(text: string): text is ProfileName {
  return Object.hasOwn(profiles, text);
}

function fail(reason: string): void {
  console.error(reason);
  process.exitCode = 1;
}
