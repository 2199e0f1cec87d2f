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
  const [api, web] = [cpuSeconds(apiPid), cpuSeconds(webPid)];
  return () => ({ apiSeconds: cpuSeconds(apiPid) - api, webSeconds: cpuSeconds(webPid) - web });
}

/** Milliseconds of processor that an answer costs each process. */
export function perAnswer({ apiSeconds, webSeconds }: { apiSeconds: number; webSeconds: number }, answers: number) {
  return { apiCpuMs: (apiSeconds * 1000) / answers, webCpuMs: (webSeconds * 1000) / answers };
}

/** Of processor, used by a process so far. */
export function cpuSeconds(pid: number): number {
  const stat = readFileSync(`/proc/${pid}/stat`, 'utf8');
  const fields = stat.slice(stat.lastIndexOf(')') + 2).split(' ');
  const ticks = Number(fields[FIELDS_BEFORE_UTIME]) + Number(fields[FIELDS_BEFORE_UTIME + 1]);
  return ticks / TICKS_PER_SECOND;
}
