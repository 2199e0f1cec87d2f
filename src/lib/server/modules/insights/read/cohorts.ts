/** How long apps live, by the month in which they were registered. */
import { setImmediate as nextTurn } from 'node:timers/promises';
import type * as wire from '../../../../contract/insights/apps.ts';
import type { Answer } from '../../../../contract/kit/endpoint.ts';
import { cohortsOf, livesOf, type Cohort, type Life, type LifeMessage } from '../../../../domain/insights/lives.ts';
import { readTip } from '../../apps/module.ts';
import { freshnessOf, type ReadContext, readSyncState } from '../../ledger/module.ts';
import { createKept, perContext } from './kept.ts';

const SLICE = 5_000;
/** All messages are read for it, which takes seconds: no more often than this, whatever has come since. */
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
    const lives = await readLives(context);
    return { cohorts: cohortsOf(lives, height), at: context.now() };
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

/** All messages come in slices by hash; each app's are put in order here. */
async function readLives({ store }: ReadContext): Promise<Life[]> {
  const byApp = new Map<string, LifeMessage[]>();
  for (let after = ''; ;) {
    const rows = await store.query('message_terms', { after, limit: SLICE });
    for (const { app_name, height, spec_version, expire, end_time } of rows) {
      const message = { appName: app_name, specVersion: spec_version, height, expire, endTime: end_time };
      const known = byApp.get(app_name);
      if (known === undefined) byApp.set(app_name, [message]);
      else known.push(message);
    }
    const last = rows.at(-1);
    if (last === undefined || rows.length < SLICE) break;
    after = last.hash;
  }
  const lives: Life[] = [];
  let count = 0;
  for (const messages of byApp.values()) {
    lives.push(...livesOf(messages.toSorted((a, b) => a.height - b.height)));
    if (++count % SLICE === 0) await nextTurn();
  }
  return lives;
}
