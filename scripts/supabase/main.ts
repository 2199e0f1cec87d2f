/**
 * A local Supabase project in a process of its own: PGlite behind a PostgREST-compatible server, or with `--db-url` a
 * PostgreSQL server behind PostgREST, on `--port` (any free one), with the files of supabase/migrations applied in their order.
 * Prints one line, `{"url","serviceKey","anonKey"}`, and serves until it is told to end or its parent is gone.
 */
import { readdirSync, readFileSync } from 'node:fs';
import { parseArgs } from 'node:util';
import { servePglite } from './lite.ts';
import { servePostgres } from './postgrest.ts';

const folder = new URL('../../supabase/migrations/', import.meta.url);
const { values } = parseArgs({
  options: { 'db-url': { type: 'string' }, port: { type: 'string', default: '0' } }
});
const dbUrl = values['db-url'];
const port = Number(values.port);
const project = await (dbUrl === undefined ? servePglite(port) : servePostgres(dbUrl, port));
for (const file of readdirSync(folder).sort()) await project.exec(readFileSync(new URL(file, folder), 'utf8'));
await project.settled();

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
