/**
 * A Supabase project on this machine: Supabase's own PostgREST-compatible server in front of a database, on a port of
 * 127.0.0.1, for tests, benchmarks and the demo.
 *
 * The roles are those of a Supabase project. Rows that a table answers are capped at 1,000 as hosted projects do it; what
 * the product asks for must not depend on that.
 */
import { serve } from '@hono/node-server';
import { App, type Connection } from '@supabase/lite';
import { once } from 'node:events';
import type { AddressInfo } from 'node:net';
import { answerErrorCodes } from './error-codes.ts';

export interface LocalProject {
  url: string;
  serviceKey: string;
  anonKey: string;
  /** Runs SQL as the owner of the database and answers the rows of a single statement. */
  exec: <T>(sql: string) => Promise<T[]>;
  close(): Promise<void>;
}

const SERVICE_KEY = 'sb_secret_of_the_local_project';
const ANON_KEY = 'sb_publishable_of_the_local_project';
const MAX_ROWS = 1_000;

const ROLES = `DO $$
DECLARE wanted text;
BEGIN
  FOREACH wanted IN ARRAY ARRAY['anon', 'authenticated', 'service_role'] LOOP
    IF NOT EXISTS (SELECT FROM pg_roles WHERE rolname = wanted) THEN EXECUTE format('CREATE ROLE %I NOLOGIN', wanted); END IF;
  END LOOP;
  ALTER ROLE service_role BYPASSRLS;
END $$`;

export interface Database {
  connection: Connection;
  exec: <T>(sql: string) => Promise<T[]>;
}

export async function serveProject({ connection, exec }: Database, port = 0): Promise<LocalProject> {
  await exec(ROLES);
  answerErrorCodes(connection);
  const app = new App({
    connection,
    auth: { enabled: false, publishable_key: ANON_KEY, secret_key: SERVICE_KEY },
    api: { max_rows: MAX_ROWS }
  });
  await app.init();
  const server = serve({
    port,
    hostname: '127.0.0.1',
    fetch: (request, { incoming }) =>
      app.fetch(request, {
        peerAddress: 'socket' in incoming ? (incoming.socket.remoteAddress ?? null) : null
      })
  });
  if (server.address() === null) await once(server, 'listening');
  return {
    url: `http://127.0.0.1:${(server.address() as AddressInfo).port}`,
    serviceKey: SERVICE_KEY,
    anonKey: ANON_KEY,
    exec,
    async close() {
      const closed = once(server, 'close');
      server.close();
      if ('closeAllConnections' in server) server.closeAllConnections();
      await closed;
      await connection.close();
    }
  };
}
