/**
 * A PostgreSQL server of its own on a free port of 127.0.0.1, in a folder that goes with it. Needs PostgreSQL's programs on
 * this machine; PostgreSQL refuses to run as root, so root starts it as the user `postgres`.
 *
 * It ends with the process that started it, also when that one is killed: its shell waits for the end of an input that
 * only that process holds open.
 */
import { execFileSync, spawn } from 'node:child_process';
import { once } from 'node:events';
import { chownSync, globSync, mkdtempSync } from 'node:fs';
import { createServer, type AddressInfo } from 'node:net';
import { tmpdir, totalmem } from 'node:os';
import { dirname, join } from 'node:path';
import { setTimeout as pause } from 'node:timers/promises';

export interface Cluster {
  /** `postgres://` of the superuser. */
  url: string;
  close(): Promise<void>;
}

interface Options {
  isDurable?: boolean;
  copyOf?: string | null;
}

const STARTING_MS = 30_000;
const MIB = 1024 ** 2;
const isRoot = process.getuid?.() === 0;

/** The folder of `initdb` and `postgres`; null when PostgreSQL is not installed. */
export function findPostgres(): string | null {
  const folders = ['/usr/lib/postgresql/*/bin', '/usr/local/bin', '/opt/homebrew/bin', '/usr/pgsql-*/bin'];
  return (
    folders
      .flatMap((folder) => globSync(`${folder}/initdb`))
      .sort()
      .at(-1)
      ?.slice(0, -'/initdb'.length) ?? null
  );
}

/**
 * `isDurable`: writes wait for the disk, as in production, and a quarter of the memory is the database's own, as
 * PostgreSQL's manual advises and hosted projects have it. `copyOf`: the data of a new server, to be copied; null = made.
 */
export async function startCluster({ isDurable = false, copyOf = null }: Options = {}): Promise<Cluster> {
  const programs = findPrograms();
  const folder = ownFolder();
  const data = join(folder, 'data');
  if (copyOf === null) initData(programs, data);
  else execFileSync('cp', ['-a', copyOf, data]);
  const port = await freePort();
  const settings = [
    `port=${port}`,
    'listen_addresses=127.0.0.1',
    `unix_socket_directories=${folder}`,
    ...(isDurable
      ? [`shared_buffers=${Math.floor(Math.min(totalmem(), process.constrainedMemory() || Infinity) / 4 / MIB)}MB`]
      : ['fsync=off', 'full_page_writes=off', 'synchronous_commit=off'])
  ].flatMap((setting) => ['-c', setting]);
  const script = '"$@" & server=$!; cat >/dev/null; kill -INT $server; wait $server; cd / && rm -rf "$OLDPWD"';
  const command = ['sh', '-c', script, 'sh', join(programs, 'postgres'), '-D', data, ...settings];
  const shell = spawn(...asUser(command), { stdio: ['pipe', 'ignore', 'pipe'], cwd: folder, detached: true });
  let said = '';
  shell.stderr.on('data', (chunk: Buffer) => (said = (said + chunk.toString()).slice(-2_000)));
  const ended = once(shell, 'exit');
  const close = async (): Promise<void> => {
    shell.stdin.end();
    await ended;
  };

  const deadline = Date.now() + STARTING_MS;
  while (!said.includes('ready to accept connections')) {
    if (Date.now() > deadline || shell.exitCode !== null) {
      await close();
      throw new Error(`PostgreSQL did not start: ${said}`);
    }
    await pause(20);
  }
  return { url: `postgres://postgres@127.0.0.1:${port}/postgres`, close };
}

/** Makes the data of a new server in a folder of its own, which is the caller's, and answers that folder. */
export function makeData(): string {
  const data = join(ownFolder(), 'data');
  initData(findPrograms(), data);
  return data;
}

function initData(programs: string, data: string): void {
  const options = ['-U', 'postgres', '-A', 'trust', '-E', 'UTF8', '--locale=C.UTF-8', '--no-sync'];
  execFileSync(...asUser([join(programs, 'initdb'), '-D', data, ...options]), { stdio: 'pipe', cwd: dirname(data) });
}

function findPrograms(): string {
  const programs = findPostgres();
  if (programs === null) throw new Error('PostgreSQL is not installed: install the package postgresql');
  return programs;
}

function ownFolder(): string {
  const folder = mkdtempSync(join(tmpdir(), 'cluster-'));
  if (isRoot) giveTo('postgres', folder);
  return folder;
}

function asUser(command: string[]): [string, string[]] {
  return isRoot ? ['runuser', ['-u', 'postgres', '--', ...command]] : [command[0] ?? '', command.slice(1)];
}

function giveTo(user: string, folder: string): void {
  const idOf = (which: string) => Number(execFileSync('id', [which, user], { encoding: 'utf8' }));
  chownSync(folder, idOf('-u'), idOf('-g'));
}

async function freePort(): Promise<number> {
  const server = createServer().listen(0, '127.0.0.1');
  await once(server, 'listening');
  const { port } = server.address() as AddressInfo;
  server.close();
  await once(server, 'close');
  return port;
}
