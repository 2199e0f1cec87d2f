/** Where and when figures were taken: without it they compare with nothing. */
import { execFileSync } from 'node:child_process';
import { cpus, loadavg, totalmem } from 'node:os';
import { root } from './child.ts';

export interface Machine {
  /** Unix milliseconds. */
  at: number;
  commit: string;
  /** Whether files differ from that commit. */
  isDirty: boolean;
  node: string;
  cpus: number;
  cpuModel: string;
  memoryGib: number;
  /** Runnable processes over the last minute, before anything was started. */
  load: number;
}

export function describeMachine(at: number): Machine {
  const git = (...args: string[]) => execFileSync('git', args, { cwd: root, encoding: 'utf8' }).trim();
  return {
    at,
    commit: git('rev-parse', '--short', 'HEAD'),
    isDirty: git('status', '--porcelain', '--', 'src', 'simulator', 'scripts', 'bench/*.ts', 'supabase') !== '',
    node: process.version,
    cpus: cpus().length,
    cpuModel: cpus()[0]?.model ?? 'unknown',
    memoryGib: Math.round(totalmem() / 1024 ** 3),
    load: Number((loadavg()[0] ?? NaN).toFixed(2))
  };
}
