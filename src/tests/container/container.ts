/** startup.sh of an assembled image as a process of its own, with what it started, ended by id. */
import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { freePort, until } from '../process/api-process.ts';
import type { Image } from './image.ts';

export interface Container {
  url: string;
  output: () => string;
  /** The exit code of startup.sh, once it has ended. */
  exit: Promise<number | null>;
  signal(name: NodeJS.Signals): void;
  /** The process id of `api` or `web`. */
  pidOf(name: 'api' | 'web'): number;
  /** Ends what is left. */
  end(): Promise<void>;
}

/** Two processes of a whole product, on whatever machine the tests run. */
export const STARTING_MS = 100_000;

export async function startContainer(image: Image, env: Record<string, string>): Promise<Container> {
  const [webPort, apiPort] = [await freePort(), await freePort()];
  const child = spawn(join(image.folder, image.command), [], {
    cwd: image.folder,
    ...image.user,
    env: {
      PATH: process.env['PATH'] ?? '',
      ...image.env,
      HOST: '127.0.0.1',
      FRONTEND_PORT: String(webPort),
      API_PORT: String(apiPort),
      RATE_LIMIT_PER_MINUTE: '0',
      ...env
    },
    stdio: ['ignore', 'pipe', 'pipe']
  });
  let text = '';
  for (const stream of [child.stdout, child.stderr]) stream.on('data', (chunk: Buffer) => (text += chunk.toString()));
  const exit = once(child, 'close').then(([code]) => code as number | null);
  const shell = child.pid ?? 0;
  const started = new Map<string, number>();
  const note = () => {
    for (const [name, pid] of childrenOf(shell)) started.set(name, pid);
  };
  return {
    url: `http://127.0.0.1:${webPort}`,
    output: () => text,
    exit,
    signal: (name) => void process.kill(shell, name),
    pidOf(name) {
      note();
      const pid = started.get(name);
      if (pid === undefined) throw new Error(`${name} was not started`);
      return pid;
    },
    async end() {
      note();
      for (const pid of [shell, ...started.values()]) endProcess(pid);
      await exit;
    }
  };
}

/** Resolves when the container is healthy in its own words; fails with its output when it ends before. */
export async function untilHealthy(container: Container, { healthPath }: Image): Promise<void> {
  const ended = container.exit.then((code) => {
    throw new Error(`ended with ${code}: ${container.output()}`);
  });
  const healthy = until(
    () => fetch(`${container.url}${healthPath}`),
    ({ status }) => status === 200,
    STARTING_MS
  );
  await Promise.race([healthy, ended]);
  ended.catch(() => undefined);
}

/** By name of the bundle that they run: `api` or `web`. */
function childrenOf(parent: number): [string, number][] {
  return readdirSync('/proc')
    .filter((name) => /^\d+$/.test(name))
    .flatMap((name): [string, number][] => {
      const path = (file: string) => readFileSync(`/proc/${name}/${file}`, 'utf8');
      try {
        const parentOf = Number(/^PPid:\s+(\d+)$/m.exec(path('status'))?.[1]);
        const bundle = /build\/api\/(\w+)\.js/.exec(path('cmdline'))?.[1];
        return parentOf === parent && bundle !== undefined ? [[bundle, Number(name)]] : [];
      } catch {
        return [];
      }
    });
}

function endProcess(pid: number): void {
  try {
    process.kill(pid, 'SIGKILL');
  } catch {
    // It has ended already.
  }
}
