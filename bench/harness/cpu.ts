/**
 * Processor time of the product while something runs. On a shared machine it says what a thing costs where the clock on
 * the wall says only how busy the machine was. Linux only.
 */
import { readFileSync } from 'node:fs';

/** Of the kernel's clock, on every Linux that Node runs on. */
const TICKS_PER_SECOND = 100;
const FIELDS_BEFORE_UTIME = 11;

interface Pids {
  apiPid: number;
  webPid: number;
}

/** Answers how many seconds of processor each process has used since. */
export function watchCpu({ apiPid, webPid }: Pids): () => { apiSeconds: number; webSeconds: number } {
  const [api, web] = [cpuSecondsOf(apiPid), cpuSecondsOf(webPid)];
  return () => ({ apiSeconds: cpuSecondsOf(apiPid) - api, webSeconds: cpuSecondsOf(webPid) - web });
}

/** Milliseconds of processor that an answer costs each process. */
export function perAnswer({ apiSeconds, webSeconds }: { apiSeconds: number; webSeconds: number }, answers: number) {
  return { apiCpuMs: (apiSeconds * 1000) / answers, webCpuMs: (webSeconds * 1000) / answers };
}

/** Seconds of processor that a process has used so far. */
export function cpuSecondsOf(pid: number): number {
  const stat = readFileSync(`/proc/${pid}/stat`, 'utf8');
  const fields = stat.slice(stat.lastIndexOf(')') + 2).split(' ');
  const ticks = Number(fields[FIELDS_BEFORE_UTIME]) + Number(fields[FIELDS_BEFORE_UTIME + 1]);
  return ticks / TICKS_PER_SECOND;
}
