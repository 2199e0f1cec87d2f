/**
 * `npm run generate`: writes the files of the repository that are made from its source, which is all of supabase/migrations.
 * Nothing is applied to a database here.
 */
import { execFileSync } from 'node:child_process';
import { mkdirSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { runnerImport } from 'vite';
import { planMigrations } from './generate/migrations.js';

const root = fileURLToPath(new URL('..', import.meta.url));
const folder = join(root, 'supabase', 'migrations');
/** @type {{ module: { postgresSchema: () => import('./generate/migrations.js').Migration[] } }} */
const { module } = await runnerImport(`${root}src/lib/server/platform/store/postgres/postgres-schema.ts`, {
  root,
  configFile: false
});

mkdirSync(folder, { recursive: true });
const names = readdirSync(folder);
const files = Object.fromEntries(names.map((name) => [name, readFileSync(join(folder, name), 'utf8')]));
const committed = listCommitted();
const planned = planMigrations({
  schema: module.postgresSchema(),
  files,
  now: new Date(),
  isShipped: (name) => committed?.includes(name) ?? true
});
for (const name of names) if (!(name in planned)) rmSync(join(folder, name));
for (const [name, text] of Object.entries(planned)) if (files[name] !== text) writeFileSync(join(folder, name), text);

/** Names of the files that the last commit has; null where that cannot be told. */
function listCommitted() {
  try {
    const args = ['ls-tree', '--name-only', 'HEAD:supabase/migrations'];
    return execFileSync('git', args, { cwd: root, encoding: 'utf8', stdio: ['ignore', 'pipe', 'ignore'] }).split('\n');
  } catch {
    return null;
  }
}
