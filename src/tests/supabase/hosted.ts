/**
 * A PostgreSQL server with the roles and schemas of a hosted project: `postgres`, who applies migrations, is no superuser,
 * and extensions have a schema of their own. Every test takes a database of it.
 */
import postgres from 'postgres';
import { startCluster } from '../../../scripts/supabase/cluster.ts';
import { ROLES } from '../../../scripts/supabase/local-project.ts';
import { freshClusterData } from './fresh-data.ts';

export interface Hosted {
  /** A database as a project has it on its first day. */
  createProject(options?: { hasExtensions?: boolean }): Promise<HostedProject>;
  close(): Promise<void>;
}

export interface HostedProject {
  /** Of the role `postgres`. */
  dbUrl: string;
  /** Of the superuser. */
  adminUrl: string;
  /** Runs SQL as `postgres` and answers the rows of a single statement. */
  exec: <T>(sql: string) => Promise<T[]>;
}

const ADMIN = 'supabase_admin';
const OWNER = `CREATE ROLE postgres LOGIN CREATEDB CREATEROLE BYPASSRLS;
GRANT anon, authenticated, service_role TO postgres WITH ADMIN OPTION;
ALTER ROLE postgres SET search_path = "$user", public, extensions;`;
const DEFAULTS = `GRANT USAGE ON SCHEMA public TO anon, authenticated, service_role;
ALTER DEFAULT PRIVILEGES FOR ROLE postgres IN SCHEMA public GRANT ALL ON TABLES TO anon, authenticated, service_role;
ALTER DEFAULT PRIVILEGES FOR ROLE postgres IN SCHEMA public GRANT ALL ON FUNCTIONS TO anon, authenticated, service_role;`;
const EXTENSIONS = `CREATE SCHEMA extensions; GRANT ALL ON SCHEMA extensions TO postgres;
GRANT USAGE ON SCHEMA extensions TO anon, authenticated, service_role;`;

export async function startHosted(): Promise<Hosted> {
  const cluster = await startCluster({ copyOf: freshClusterData() });
  const urlOf = (user: string, database = 'postgres') => {
    const url = new URL(cluster.url);
    url.username = user;
    url.pathname = `/${database}`;
    return url.href;
  };
  await run(cluster.url, `${ROLES}; CREATE ROLE ${ADMIN} LOGIN SUPERUSER`);
  // Whom a server was made for stays its superuser.
  await run(urlOf(ADMIN), `ALTER ROLE postgres RENAME TO installer; ${OWNER}`);
  let count = 0;
  return {
    async createProject({ hasExtensions = true } = {}) {
      const name = `project_${++count}`;
      await run(urlOf(ADMIN), `CREATE DATABASE ${name} OWNER postgres TEMPLATE template0`);
      const adminUrl = urlOf(ADMIN, name);
      await run(adminUrl, DEFAULTS);
      if (hasExtensions) await run(adminUrl, EXTENSIONS);
      const dbUrl = urlOf('postgres', name);
      return { dbUrl, adminUrl, exec: (sql) => run(dbUrl, sql) };
    },
    close: () => cluster.close()
  };
}

async function run<T>(url: string, text: string): Promise<T[]> {
  const sql = postgres(url, { max: 1, onnotice: () => undefined });
  try {
    return [...(await sql.unsafe(text))] as T[];
  } finally {
    await sql.end();
  }
}
