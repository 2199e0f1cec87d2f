/** Memory of other processes, as the kernel counts it. Linux only. */
import { readFileSync } from 'node:fs';

const MIB = 1024;

/** Resident now, MiB. Throws when the process is gone. */
export function residentMb(pid: number): number {
  return field(pid, 'VmRSS') / MIB;
}

/** The most that was ever resident, MiB. */
export function peakResidentMb(pid: number): number {
  return field(pid, 'VmHWM') / MIB;
}

export interface Watch {
  /** The largest sum seen so far, MiB. */
  peakMb(): number;
  stop(): void;
}

/** Looks at the sum of some processes at short intervals. */
export function watchMemory(pids: readonly number[], everyMs = 50): Watch {
  let peak = 0;
  const look = () => (peak = Math.max(peak, sumMb(pids)));
  const timer = setInterval(look, everyMs);
  look();
  return { peakMb: () => peak, stop: () => clearInterval(timer) };
}

export function sumMb(pids: readonly number[]): number {
  return pids.reduce((sum, pid) => sum + residentMb(pid), 0);
}

function field(pid: number, name: string): number {
  const status = readFileSync(`/proc/${pid}/status`, 'utf8');
  return Number(new RegExp(`^${name}:\\s+(\\d+) kB$`, 'm').exec(status)?.[1] ?? NaN);
}
