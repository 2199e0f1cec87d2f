/**
 * A Supabase project on this machine that needs nothing installed: Supabase's own PostgREST-compatible server in front of a
 * database in memory, on a port of 127.0.0.1, for tests and the demo.
 */
import { pg_trgm } from '@electric-sql/pglite/contrib/pg_trgm';
import { serve } from '@hono/node-server';
import { App } from '@supabase/lite';
import { createPgliteConnection } from '@supabase/lite/pglite';
import { once } from 'node:events';
import type { AddressInfo } from 'node:net';
import { answerErrorCodes } from './error-codes.ts';
import { MAX_ROWS, ROLES, type LocalProject } from './local-project.ts';

const SERVICE_KEY = 'sb_secret_of_the_local_project';
const ANON_KEY = 'sb_publishable_of_the_local_project';

/**
 * On PGlite: Postgres itself, compiled to WebAssembly.
 *
 * @param data of a new database, as PGlite dumps it; otherwise it is made, which takes seconds
 */
export async function servePglite(port = 0, data?: Blob): Promise<LocalProject> {
  const start = data === undefined ? {} : { loadDataDir: data };
  const connection = await createPgliteConnection({ pgliteOptions: { extensions: { pg_trgm }, ...start } });
  const exec = async <T>(sql: string): Promise<T[]> => {
    const answers = await connection.driver.exec(sql);
    return (answers.at(-1)?.rows ?? []) as T[];
  };
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
    // It looks functions up in the database itself.
    settled: () => Promise.resolve(),
    async close() {
      const closed = once(server, 'close');
      server.close();
      if ('closeAllConnections' in server) server.closeAllConnections();
      await closed;
      await connection.close();
    }
  };
}
