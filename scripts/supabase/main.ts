/**
 * A local Supabase project in a process of its own: PGlite, or with `--db-url` a PostgreSQL server, behind the
 * PostgREST-compatible server on `--port` (any free one), with the schema and the functions of supabase/ applied in their
 * order. Prints one line, `{"url","serviceKey","anonKey"}`, and serves until it is told to end or its parent is gone.
 */
import { readdirSync, readFileSync } from 'node:fs';
import { parseArgs } from 'node:util';
import { openPglite, openPostgres } from './databases.ts';
import { serveProject } from './server.ts';

const folder = new URL('../../supabase/', import.meta.url);
const read = (path: string) => readFileSync(new URL(path, folder), 'utf8');
const { values } = parseArgs({
  options: { 'db-url': { type: 'string' }, port: { type: 'string', default: '0' } }
});
const dbUrl = values['db-url'];
const project = await serveProject(dbUrl === undefined ? await openPglite() : openPostgres(dbUrl), Number(values.port));
for (const file of readdirSync(new URL('migrations/', folder)).sort()) {
  if (!file.endsWith('_sqlite.sql')) await project.exec(read(`migrations/${file}`));
}
await project.exec(read('functions.sql'));

const end = (): void => {
  project.close().then(
    () => process.exit(0),
    () => process.exit(1)
  );
};
for (const signal of ['SIGTERM', 'SIGINT'] as const) process.once(signal, end);
process.once('disconnect', end);
const { url, serviceKey, anonKey } = project;
console.log(JSON.stringify({ url, serviceKey, anonKey }));
