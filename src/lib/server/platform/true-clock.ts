/**
 * The clock that everything goes by: this machine's own, checked against what the outside says on every answer, and
 * overruled where it is wrong (domain/true-time.ts).
 *
 * What was heard is carried on with the monotonic clock, so a clock that jumps is noticed at the next question and not
 * only with the next answer. A machine that slept jumps too, and rightly: the first answer after a jump counts more than
 * all before it.
 */
import { CLOCK_TOLERANCE_SECONDS } from '../../domain/time/ages.ts';
import { judgeTime, type Verdict } from '../../domain/time/true-time.ts';
import type { HealthProblem } from '../../contract/health/health.ts';
import type { Log } from './log.ts';

export interface TrueClock {
  /** Unix seconds, whole. */
  now: () => number;
  /** Seconds since some moment, for durations: whatever becomes of the clock, it neither jumps nor goes back. */
  elapsed: () => number;
  /** Whether anything besides the own clock says so. */
  isSure: () => boolean;
  /** The `Date` of an answer. */
  heard: (host: string, seconds: number) => void;
  /** The header time of a block of the best chain. */
  sawBlock: (seconds: number) => void;
  /** When the newest stored row was written; null: not known. */
  remembers: (seconds: number | null) => void;
  problems: () => HealthProblem[];
}

export interface TrueClockOptions {
  log: Pick<Log, 'info' | 'warn'>;
  /** Called when the time has become sure, at first and after each correction of the own clock. */
  onSure?: () => void;
  /** Unix milliseconds of the own clock. */
  wallMs?: () => number;
  monotonicMs?: () => number;
}

/** Said at a monotonic moment; `jump` counts the jumps of the own clock until then. */
interface Word {
  seconds: number;
  atMs: number;
  jump: number;
}

/** Between two judgements, unless something was heard or the own clock has moved. */
const JUDGE_EVERY_MS = 1_000;

export function createTrueClock({
  log,
  onSure,
  wallMs = () => Date.now(),
  monotonicMs = () => performance.now()
}: TrueClockOptions): TrueClock {
  const hosts = new Map<string, Word>();
  let block: Word | null = null;
  let stored: number | null = null;
  let jump = 0;
  let driftMs = wallMs() - monotonicMs();
  let judged: { atMs: number; correction: number; verdict: Verdict } | null = null;
  let wrongSince: number | null = null;

  const byNow = ({ seconds, atMs }: Word): number => seconds + Math.floor((monotonicMs() - atMs) / 1_000);

  const judge = (): { correction: number; verdict: Verdict } => {
    const atMs = monotonicMs();
    const ownMs = wallMs();
    const movedMs = Math.abs(ownMs - atMs - driftMs);
    if (movedMs > CLOCK_TOLERANCE_SECONDS * 1_000) jump++;
    if (judged !== null && movedMs < JUDGE_EVERY_MS && atMs - judged.atMs < JUDGE_EVERY_MS) return judged;
    driftMs = ownMs - atMs;
    const own = Math.floor(ownMs / 1_000);
    const verdict = judgeTime({
      own,
      hosts: [...hosts.values()].map(byNow),
      block: block && byNow(block),
      stored
    });
    const before = judged?.verdict ?? null;
    judged = { atMs, correction: verdict.now - own, verdict };
    note(before, verdict);
    return judged;
  };

  const note = (before: Verdict | null, { now, isSure, fault }: Verdict): void => {
    wrongSince = fault === null ? null : (wrongSince ?? now);
    if (fault !== null && before?.fault == null) log.warn({ ...fault, isSure }, 'own clock found wrong');
    if (fault === null && before?.fault != null) log.info({ isSure }, 'own clock is right again');
    const isNew = before?.isSure !== true || (before.fault === null) !== (fault === null);
    if (isSure && isNew) onSure?.();
  };

  const word = (seconds: number): Word => {
    judge();
    judged = judged && { ...judged, atMs: -Infinity };
    return { seconds, atMs: monotonicMs(), jump };
  };

  /** The first word after a jump decides which of those before it still count: those that it agrees with. */
  const sift = (seconds: number): void => {
    for (const [host, said] of hosts) {
      if (said.jump === jump) continue;
      if (Math.abs(byNow(said) - seconds) > CLOCK_TOLERANCE_SECONDS) hosts.delete(host);
      else hosts.set(host, { ...said, jump });
    }
  };

  return {
    now() {
      const { correction } = judge();
      return Math.floor(wallMs() / 1_000) + correction;
    },
    elapsed: () => monotonicMs() / 1_000,
    isSure: () => judge().verdict.isSure,
    heard(host, seconds) {
      const said = word(seconds);
      sift(seconds);
      hosts.set(host, said);
      judge();
    },
    sawBlock(seconds) {
      // One that is older than the newest says nothing.
      if (block !== null && seconds <= block.seconds) return;
      block = word(seconds);
      judge();
    },
    remembers(seconds) {
      stored = seconds;
      if (judged !== null) judged = { ...judged, atMs: -Infinity };
    },
    problems() {
      const { fault, isSure } = judge().verdict;
      if (fault === null) return [];
      return [{ code: isSure ? 'clock_wrong' : 'clock_unsure', message: complaint(fault, isSure), since: wrongSince }];
    }
  };
}

function complaint({ aheadSeconds }: NonNullable<Verdict['fault']>, isSure: boolean): string {
  const off = `${spanText(Math.abs(aheadSeconds))} ${aheadSeconds > 0 ? 'ahead' : 'behind'}`;
  const mend = 'Set it right, for example by switching time synchronisation (NTP) on.';
  if (isSure) return `The clock of this machine is ${off} of the network, whose time is used instead. ${mend}`;
  return `The clock of this machine may be ${off}, and nobody else confirms the time: until then no day is begun and nothing is thrown away. ${mend}`;
}

function spanText(seconds: number): string {
  const hours = Math.round(seconds / 3_600);
  if (hours < 2) return `${Math.round(seconds / 60)} minutes`;
  return hours < 48 ? `${hours} hours` : `${Math.round(hours / 24)} days`;
}
