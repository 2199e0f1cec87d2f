/** How long apps live, by the month in which they were registered. */
import type * as wire from '../../../../contract/insights/apps.ts';
import type { Answer } from '../../../../contract/kit/endpoint.ts';
import { CohortCounter, livesOf, type Cohort, type LifeMessage } from '../../../../domain/insights/lives.ts';
import { readTip } from '../../apps/module.ts';
import { freshnessOf, type ReadContext, readSyncState } from '../../ledger/module.ts';
import { createKept, perContext } from './kept.ts';

const SLICE = 5_000;
/** All messages are read for it, which takes seconds: no more often than this, whatever has come since, and behind what is known. */
const EVERY_SECONDS = 300;

interface Counted {
  cohorts: Cohort[];
  /** When the messages were read. */
  at: number;
}

const keptCohorts = perContext(({ now }: ReadContext) =>
  createKept<Counted>({ max: 1, now, maxAgeSeconds: EVERY_SECONDS })
);

export async function readCohorts(context: ReadContext): Promise<Answer<typeof wire.cohorts>> {
  const [state, { tip }] = await Promise.all([readSyncState(context), readTip(context)]);
  const height = tip ?? state.tip;
  // Before they have been complete once, the messages at hand are some of all.
  if (height === null || !state.isComplete) return { data: null, coverage: null, ...freshnessOf(state) };
  const { cohorts, at } = await keptCohorts(context)('', '', async () => {
    return { cohorts: await countLives(context, height), at: context.now() };
  });
  const lives = cohorts.reduce((sum, cohort) => sum + cohort.lives, 0);
  const unknown = cohorts.reduce((sum, cohort) => sum + cohort.unknown, 0);
  const coverage = unknown === 0 ? null : ({ known: lives - unknown, total: lives, unit: 'lives' } as const);
  return { data: cohorts.map(shown), coverage, asOf: at, stale: state.stale };
}

function shown({ month, lives, horizons: { 30: a, 90: b, 180: c } }: Cohort) {
  return {
    month: month.slice(0, 7),
    lives,
    eligible30: a.eligible,
    survived30: a.survived,
    percent30: a.percent,
    eligible90: b.eligible,
    survived90: b.survived,
    percent90: b.percent,
    eligible180: c.eligible,
    survived180: c.survived,
    percent180: c.percent
  };
}

/** All messages come in slices, each app's together; what is held at a time is a slice and one life. */
async function countLives({ store }: ReadContext, tip: number): Promise<Cohort[]> {
  const counter = new CohortCounter(tip);
  let open: LifeMessage[] = [];
  const close = () => {
    for (const life of livesOf(open)) counter.add(life);
  };
  for (let after = { app_name: '', height: -1, hash: '' }; ;) {
    const rows = await store.query('message_terms', { ...after, limit: SLICE });
    for (const { app_name, height, spec_version, expire, end_time } of rows) {
      const message = { appName: app_name, specVersion: spec_version, height, expire, endTime: end_time };
      if (open[0]?.appName === app_name) open.push(message);
      else {
        close();
        open = [message];
      }
    }
    const last = rows.at(-1);
    if (last === undefined || rows.length < SLICE) break;
    after = { app_name: last.app_name, height: last.height, hash: last.hash };
  }
  close();
  return counter.cohorts();
}
