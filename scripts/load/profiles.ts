/** How much load, for how long, and what must hold under it. Rates are requests a second, at which they begin whatever happens. */
export interface Stage {
  seconds: number;
  /** At its end; it is reached evenly from that of the stage before. */
  rate: number;
}

export interface Profile {
  stages: readonly Stage[];
  /** Milliseconds that 99 of 100 answers stay below, counted from when their request was due. */
  p99Ms: number;
  /** Share of requests that may fail: no answer, a status of 500 or more. */
  failures: number;
}

export const profiles = {
  smoke: { stages: [{ seconds: 10, rate: 20 }], p99Ms: 250, failures: 0 },
  load: {
    stages: [
      { seconds: 30, rate: 500 },
      { seconds: 120, rate: 500 }
    ],
    p99Ms: 100,
    failures: 0
  },
  stress: {
    stages: [
      { seconds: 60, rate: 1_000 },
      { seconds: 60, rate: 3_000 },
      { seconds: 30, rate: 100 }
    ],
    p99Ms: 1_000,
    failures: 0.01
  },
  soak: { stages: [{ seconds: 3_600, rate: 200 }], p99Ms: 150, failures: 0 }
} as const satisfies Record<string, Profile>;

export type ProfileName = keyof typeof profiles;

/** Of steps that are added up. */
const ROUNDING = 1e-9;

/** When each request is due, in ms from the start, in order. */
export function* dueTimes(stages: readonly Stage[]): Generator<number> {
  let from = 0;
  let before = stages[0]?.rate ?? 0;
  for (const { seconds, rate } of stages) {
    for (let at = 0; at < seconds - ROUNDING;) {
      yield (from + at) * 1_000;
      at += 1 / Math.max(1, before + ((rate - before) * at) / seconds);
    }
    from += seconds;
    before = rate;
  }
}
