/**
 * A real daemon of Bitcoin's family on a network of its own: Debian's `litecoind` in regtest. Everything in a temporary
 * folder; blocks only while a test asks for them, below the height at which the extension block of Litecoin begins.
 */
import { spawn, type ChildProcess } from 'node:child_process';
import { once } from 'node:events';
import { existsSync } from 'node:fs';
import { mkdtemp, readFile, rm } from 'node:fs/promises';
import { createServer, type AddressInfo } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as pause } from 'node:timers/promises';

/** The wrapper in /usr/bin writes into the home folder. */
const PROGRAM = '/usr/lib/litecoin/litecoind';
const START_TRIES = 200;

/** null: it can run here. */
export const litecoindSkip = existsSync(PROGRAM) ? null : 'litecoind is not installed (apt-get install litecoind)';

export interface Litecoind {
  url: string;
  cookieFile: string;
  call<T = unknown>(method: string, ...params: unknown[]): Promise<T>;
  /** The address that blocks pay to. */
  address: string;
  mine(count: number, address?: string): Promise<string[]>;
  stop(): Promise<void>;
  /** With the same folder and port; it writes another cookie. */
  start(): Promise<void>;
  remove(): Promise<void>;
}

const running = new Set<Litecoind>();

/** For afterAll: ends what was started. */
export async function removeLitecoinds(): Promise<void> {
  await Promise.all([...running].map((daemon) => daemon.remove()));
}

export async function startLitecoind(args: string[] = ['-txindex=1']): Promise<Litecoind> {
  const folder = await mkdtemp(join(tmpdir(), 'litecoind-'));
  const port = await freePort();
  const cookieFile = join(folder, 'regtest', '.cookie');
  const url = `http://127.0.0.1:${port}`;
  let child: ChildProcess | null = null;

  async function ask(method: string, params: unknown[]): Promise<unknown> {
    const cookie = await readFile(cookieFile, 'utf8');
    const answer = await fetch(url, {
      method: 'POST',
      headers: { authorization: `Basic ${Buffer.from(cookie).toString('base64')}` },
      body: JSON.stringify({ id: 1, method, params })
    });
    const { result, error } = (await answer.json()) as { result: unknown; error: { message: string } | null };
    if (error !== null) throw new Error(`${method}: ${error.message}`);
    return result;
  }

  const daemon: Litecoind = {
    url,
    cookieFile,
    address: '',
    call: async <T>(method: string, ...params: unknown[]) => (await ask(method, params)) as T,
    mine: (count, address = daemon.address) => daemon.call<string[]>('generatetoaddress', count, address),
    async start() {
      const own = [
        `-datadir=${folder}`,
        `-rpcport=${port}`,
        '-rpcbind=127.0.0.1',
        '-rpcallowip=127.0.0.1',
        ...['-regtest', '-server=1', '-listen=0', '-dnsseed=0', '-discover=0', '-listenonion=0', '-upnp=0'],
        '-fallbackfee=0.0001'
      ];
      child = spawn(PROGRAM, [...own, ...args], { stdio: 'ignore' });
      for (let tries = 0; ; tries++) {
        try {
          await ask('uptime', []);
          return;
        } catch (error) {
          if (tries >= START_TRIES || child.exitCode !== null) throw error;
          await pause(50);
        }
      }
    },
    async stop() {
      if (child === null || child.exitCode !== null) return;
      const ended = once(child, 'exit');
      child.kill('SIGTERM');
      await ended;
    },
    async remove() {
      running.delete(daemon);
      await daemon.stop();
      await rm(folder, { recursive: true, force: true });
    }
  };
  running.add(daemon);
  await daemon.start();
  await daemon.call('createwallet', 'w');
  daemon.address = await daemon.call<string>('getnewaddress', '', 'bech32');
  return daemon;
}

async function freePort(): Promise<number> {
  const server = createServer().listen(0, '127.0.0.1');
  await once(server, 'listening');
  const { port } = server.address() as AddressInfo;
  server.close();
  await once(server, 'close');
  return port;
}
