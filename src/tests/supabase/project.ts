/** A local Supabase project for tests, on PGlite or on PostgreSQL, with today's schema and functions on demand. */
import { findPostgres, startCluster } from '../../../scripts/supabase/cluster.ts';
import { servePglite } from '../../../scripts/supabase/lite.ts';
import type { LocalProject } from '../../../scripts/supabase/local-project.ts';
import { findPostgrest, servePostgres } from '../../../scripts/supabase/postgrest.ts';
import { postgresSchema } from '../../lib/server/platform/store/postgres/postgres-schema.ts';
import { freshClusterData, freshPgliteData, migratedPgliteData } from './fresh-data.ts';

/** PostgreSQL, or PostgREST for this machine. In CI both are there, so that their absence is a failure. */
export function isPostgresMissing(): boolean {
  return (findPostgres() === null || findPostgrest() === null) && !process.env['CI'];
}

export const startPgliteProject = async (): Promise<LocalProject> => servePglite(0, await freshPgliteData());

/** With the schema and the statements applied. */
export const startMigratedPglite = async (): Promise<LocalProject> => servePglite(0, await migratedPgliteData());

export async function startPostgresProject(): Promise<LocalProject & { dbUrl: string }> {
  const cluster = await startCluster({ copyOf: freshClusterData() });
  const project = await servePostgres(cluster.url);
  return {
    ...project,
    dbUrl: cluster.url,
    async close() {
      await project.close();
      await cluster.close();
    }
  };
}

/** Of a server where there is one, which starts in a quarter of the time; else of PGlite. */
export const startProject = (): Promise<LocalProject> =>
  isPostgresMissing() ? startPgliteProject() : startPostgresProject();

/** As `startProject`, with the schema and the statements applied. */
export const startMigratedProject = (): Promise<LocalProject> =>
  isPostgresMissing() ? startMigratedPglite() : startMigratedPostgres();

export async function startMigratedPostgres(): Promise<LocalProject> {
  const project = await startPostgresProject();
  await migrate(project);
  return project;
}

/** Applies the schema and the statements; may be repeated. */
export async function migrate(project: LocalProject): Promise<void> {
  for (const { sql } of postgresSchema()) await project.exec(sql);
  await project.settled();
}

/** Removes every row but those that say what has been applied. */
export async function empty(project: LocalProject): Promise<void> {
  const tables = await project.exec<{ name: string }>(
    `SELECT tablename AS name FROM pg_tables WHERE schemaname = 'public' AND tablename <> 'schema_migrations'`
  );
  await project.exec(`TRUNCATE ${tables.map(({ name }) => name).join(', ')}`);
}
