/** What every local Supabase project has, whatever stands behind it. */

export interface LocalProject {
  url: string;
  serviceKey: string;
  anonKey: string;
  /** Runs SQL as the owner of the database and answers the rows of a single statement. */
  exec: <T>(sql: string) => Promise<T[]>;
  /** Waits until the server has seen the schema as it is now. */
  settled(): Promise<void>;
  close(): Promise<void>;
}

/** Rows that a table answers at most, as on hosted projects: what the product asks for must not depend on that. */
export const MAX_ROWS = 1_000;

/** The roles of a Supabase project. `authenticator` is who PostgREST connects as; it may become the others. */
export const ROLES = `DO $$
DECLARE wanted text;
BEGIN
  FOREACH wanted IN ARRAY ARRAY['anon', 'authenticated', 'service_role', 'authenticator'] LOOP
    IF NOT EXISTS (SELECT FROM pg_roles WHERE rolname = wanted) THEN EXECUTE format('CREATE ROLE %I NOLOGIN', wanted); END IF;
  END LOOP;
  ALTER ROLE service_role BYPASSRLS;
  ALTER ROLE authenticator LOGIN NOINHERIT;
  GRANT anon, authenticated, service_role TO authenticator;
END $$`;
