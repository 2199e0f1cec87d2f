/**
 * A process that a benchmark starts and that never outlives it: it is ended by its id, and sees by its IPC channel when
 * the benchmark is gone. Its output is kept at the end only, to be shown when it fails.
 */
import { spawn, type ChildProcess } from 'node:child_process';
import { once } from 'node:events';
import { fileURLToPath } from 'node:url';

export const root = fileURLToPath(new URL('../..', import.meta.url));
const KEPT_OUTPUT = 8_000;
const PATIENCE_MS = 15_000;

export interface Child {
  process: ChildProcess;
  pid: number;
  /** The end of what it wrote. */
  output(): string;
  /** Rejects when it ends by itself. Never resolves. */
  died: Promise<never>;
  /** SIGTERM, and after a while SIGKILL; resolves once it is gone. */
  end(): Promise<void>;
}

export interface Start {
  name: string;
  /** Of Node: its flags, the script, the script's arguments. */
  args: string[];
  env?: Record<string, string>;
  /** Default: this checkout. */
  folder?: string;
}

export function startChild({ name, args, env = {}, folder = root }: Start): Child {
  const child = spawn(process.execPath, args, {
    cwd: folder,
    env: { PATH: process.env['PATH'] ?? '', NODE_ENV: 'production', ...env },
    stdio: ['ignore', 'pipe', 'pipe', 'ipc']
  });
  let kept = '';
  let isEnding = false;
  for (const stream of [child.stdout, child.stderr]) {
    stream?.on('data', (chunk: Buffer) => (kept = (kept + chunk.toString()).slice(-KEPT_OUTPUT)));
  }
  const gone = new Promise<string>((resolve) => {
    child.once('error', (error) => resolve(error.message));
    child.once('exit', (code, signal) => resolve(signal ?? `code ${code ?? '?'}`));
  });
  const died = gone.then((how): never => {
    if (isEnding) throw new Error(`${name} was ended`);
    throw new Error(`${name} ended by itself (${how})\n${kept}`);
  });
  died.catch(() => undefined);
  return {
    process: child,
    pid: child.pid ?? -1,
    output: () => kept,
    died,
    async end() {
      if (isEnding || child.exitCode !== null || child.signalCode !== null) return;
      isEnding = true;
      child.kill('SIGTERM');
      const timer = setTimeout(() => child.kill('SIGKILL'), PATIENCE_MS);
      await gone;
      clearTimeout(timer);
    }
  };
}

/** The first line that a process prints. */
export async function firstLine(child: Child): Promise<string> {
  let text = '';
  while (!text.includes('\n')) {
    const data =
      child.process.stdout === null ? [] : await Promise.race([once(child.process.stdout, 'data'), child.died]);
    text += String(data[0]);
  }
  return text.slice(0, text.indexOf('\n'));
}

/** Runs a script to its end; its output, or an error with it. */
export async function runToEnd(start: Start): Promise<string> {
  const child = startChild(start);
  let whole = '';
  child.process.stdout?.on('data', (chunk: Buffer) => (whole += chunk.toString()));
  const [code] = (await once(child.process, 'close')) as [number | null];
  if (code !== 0) throw new Error(`${start.name} failed (code ${code ?? '?'})\n${child.output()}`);
  return whole;
}
