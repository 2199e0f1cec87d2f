/** How long apps live, by the month in which they were registered. */
import { setImmediate as nextTurn } from 'node:timers/promises';
import type * as wire from '../../../../contract/insights/apps.ts';
import type { Answer } from '../../../../contract/kit/endpoint.ts';
import { cohortsOf, livesOf, type Cohort, type Life, type LifeMessage } from '../../../../domain/insights/lives.ts';
import { readTip } from '../../apps/module.ts';
import { freshnessOf, type ReadContext, readSyncState } from '../../ledger/module.ts';
import { createKept, perContext } from './kept.ts';

const SLICE = 5_000;
/** Within an hour of blocks hardly a life crosses a horizon; the figures are made anew then. */
const TIP_STEP = 120;

const keptLives = perContext(({ now }: ReadContext) => createKept<Life[]>({ max: 1, now }));
const keptCohorts = perContext(({ now }: ReadContext) => createKept<Cohort[]>({ max: 1, now }));

export async function readCohorts(context: ReadContext): Promise<Answer<typeof wire.cohorts>> {
  const [state, at, [messages]] = await Promise.all([
    readSyncState(context),
    readTip(context),
    context.store.query('message_state', {})
  ]);
  const tip = at.tip ?? state.tip;
  if (tip === null || messages === undefined || messages.messages === 0) {
    return { data: null, coverage: null, ...freshnessOf(state) };
  }
  const stamp = JSON.stringify(messages);
  const step = Math.floor(tip / TIP_STEP) * TIP_STEP;
  const cohorts = await keptCohorts(context)('', `${stamp} ${step}`, async () =>
    cohortsOf(await keptLives(context)('', stamp, () => readLives(context)), tip)
  );
  const lives = cohorts.reduce((sum, cohort) => sum + cohort.lives, 0);
  const unknown = cohorts.reduce((sum, cohort) => sum + cohort.unknown, 0);
  const coverage = unknown === 0 ? null : ({ known: lives - unknown, total: lives, unit: 'lives' } as const);
  return { data: cohorts.map(shown), coverage, ...freshnessOf(state) };
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
