/**
 * When a job is due among several processes: time is cut into ticks of the job's interval, the same for all, and each
 * tick has one run, whoever comes first. A process whose clock is off is early or late, but counts the same ticks.
 */

/** Unix seconds of the current tick's beginning: a run that started since then was the tick's own. */
export function tickStart(now: number, everyMs: number): number {
  return Math.ceil((Math.floor((now * 1_000) / everyMs) * everyMs) / 1_000);
}

export function untilNextTick(now: number, everyMs: number): number {
  return everyMs - ((now * 1_000) % everyMs);
}
