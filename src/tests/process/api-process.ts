/** The built processes, each on a free port, for tests that kill them; always ended by id. */
import { spawn, type ChildProcess } from 'node:child_process';
import { once } from 'node:events';
import { existsSync } from 'node:fs';
import { createServer } from 'node:net';
import { setTimeout as delay } from 'node:timers/promises';

const build = (file: string) => new URL(`../../../build/api/${file}`, import.meta.url).pathname;

export interface ApiProcess {
  url: string;
  child: ChildProcess;
  /** What it wrote to stdout and stderr. */
  output: () => string;
  /** Ends it at once, as a crash does. */
  kill(): Promise<void>;
  /** SIGTERM; resolves with its exit code. */
  stop(): Promise<number | null>;
}

export async function freePort(): Promise<number> {
  const server = createServer();
  server.listen(0, '127.0.0.1');
  await once(server, 'listening');
  const address = server.address();
  server.close();
  await once(server, 'close');
  if (address === null || typeof address === 'string') throw new Error('no port');
  return address.port;
}

export async function startApi(env: Record<string, string>): Promise<ApiProcess> {
  const port = await freePort();
  return startProcess('api.js', port, { API_PORT: String(port), RATE_LIMIT_PER_MINUTE: '0', ...env });
}

/** The web process in front of an API. */
export async function startWeb(api: ApiProcess, env: Record<string, string> = {}): Promise<ApiProcess> {
  const port = await freePort();
  const apiPort = new URL(api.url).port;
  return startProcess('web.js', port, { FRONTEND_PORT: String(port), HOST: '127.0.0.1', API_PORT: apiPort, ...env });
}

function startProcess(file: string, port: number, env: Record<string, string>): ApiProcess {
  if (!existsSync(build(file))) throw new Error('the build is missing: npm test makes it, or run npm run build');
  const child = spawn(process.execPath, [build(file)], {
    env: { PATH: process.env['PATH'] ?? '', ...env },
    stdio: ['ignore', 'pipe', 'pipe']
  });
  let text = '';
  child.stdout.on('data', (chunk: Buffer) => (text += chunk.toString()));
  child.stderr.on('data', (chunk: Buffer) => (text += chunk.toString()));
  const end = async (signal: NodeJS.Signals): Promise<number | null> => {
    if (child.exitCode !== null || child.signalCode !== null) return child.exitCode;
    const exited = once(child, 'exit');
    child.kill(signal);
    await exited;
    return child.exitCode;
  };
  return {
    url: `http://127.0.0.1:${port}`,
    child,
    output: () => text,
    async kill() {
      await end('SIGKILL');
    },
    stop: () => end('SIGTERM')
  };
}

/** Asks until the answer is what is waited for; fails with the last answer after the limit. */
export async function until<T>(ask: () => Promise<T>, isIt: (answer: T) => boolean, limitMs = 60_000): Promise<T> {
  const end = Date.now() + limitMs;
  for (;;) {
    const answer = await ask().catch((error: unknown) => error);
    if (!(answer instanceof Error) && isIt(answer as T)) return answer as T;
    if (Date.now() > end) throw new Error(`still ${answer instanceof Error ? String(answer) : JSON.stringify(answer)}`);
    await delay(50);
  }
}

export async function getJson<T>(url: string): Promise<T> {
  const response = await fetch(url);
  return (await response.json()) as T;
}
