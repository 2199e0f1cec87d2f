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

/**
 * Of some processes together, MiB, with the pages of files counted once: all run the same program, which is resident in each
 * and once in the machine.
 */
export function onceMb(pids: readonly number[]): number {
  const own = pids.reduce((sum, pid) => sum + ownMb(pid), 0);
  return own + Math.max(...pids.map((pid) => field(pid, 'RssFile') / MIB));
}

/** What a process shares with no other, MiB. */
export function ownMb(pid: number): number {
  return field(pid, 'RssAnon') / MIB;
}

/** The kernel's own proportional count, MiB: a page is divided among all processes that map it, others included. */
export function proportionalMb(pid: number): number {
  return kibOf(`/proc/${pid}/smaps_rollup`, 'Pss') / MIB;
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
  return kibOf(`/proc/${pid}/status`, name);
}

function kibOf(file: string, name: string): number {
  return Number(new RegExp(`^${name}:\\s+(\\d+) kB$`, 'm').exec(readFileSync(file, 'utf8'))?.[1] ?? NaN);
}
