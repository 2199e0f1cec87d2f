/**
 * `npm run bench`: the numbers that the product is held to, measured on its build. `npm run bench -- store pages` runs
 * some of the groups, `--hour` makes the memory run an hour long, `--minutes=N` that many minutes;
 * `--payments=N` makes the big ledger smaller, to try something out; `--profile` leaves CPU profiles in data/bench/profiles.
 * `--against FOLDER` lets another built checkout take turns with this one (first-sync), `--turns=N` so many.
 *
 * Groups run one after the other, each with processes and databases of its own. Exit 1 when a bar is missed or a group
 * could not be measured.
 */
import { resolve } from 'node:path';
import { parseArgs } from 'node:util';
import { isBuilt } from '../scripts/prepare/bundle.js';
import { backup } from './groups/backup.ts';
import { bitcoin } from './groups/bitcoin.ts';
import { census } from './groups/census.ts';
import { edge } from './groups/edge.ts';
import { events } from './groups/events.ts';
import { exportCsv } from './groups/export.ts';
import { firstSync } from './groups/first-sync.ts';
import { growth } from './groups/growth.ts';
import { http } from './groups/http.ts';
import { insights } from './groups/insights.ts';
import { live } from './groups/live.ts';
import { memory } from './groups/memory.ts';
import { metering } from './groups/metering.ts';
import { overview } from './groups/overview.ts';
import { pages } from './groups/pages.ts';
import { replay } from './groups/replay.ts';
import { start } from './groups/start.ts';
import { store } from './groups/store.ts';
import { subscriptions } from './groups/subscriptions.ts';
import { supabase } from './groups/supabase.ts';
import { createBench, type Bench } from './harness/bench.ts';
import { root } from './harness/child.ts';
import { describeMachine } from './harness/machine.ts';
import { asTable, storeResults, storeTrial, type GroupResult, type Results } from './harness/results.ts';
import type { Row } from './harness/row.ts';

/** What the bars are for; figures at another size are shown, not kept. */
const BAR_PAYMENTS = 1_000_000;

const groups: Record<string, (bench: Bench) => Promise<Row[]>> = {
  'first-sync': firstSync,
  census,
  store,
  events,
  subscriptions,
  insights,
  bitcoin,
  supabase,
  http,
  edge,
  pages,
  overview,
  export: exportCsv,
  backup,
  start,
  memory,
  metering,
  live,
  replay,
  growth
};

const { values, positionals } = parseArgs({
  allowPositionals: true,
  options: {
    against: { type: 'string' },
    turns: { type: 'string', default: '3' },
    hour: { type: 'boolean', default: false },
    profile: { type: 'boolean', default: false },
    minutes: { type: 'string', default: '2' },
    payments: { type: 'string', default: String(BAR_PAYMENTS) }
  }
});
const minutes = values.hour ? 60 : Number(values.minutes);
const payments = Number(values.payments);
const turns = Number(values.turns);
const against = values.against === undefined ? null : resolve(values.against);
const unknown = positionals.filter((name) => !(name in groups));
if (unknown.length > 0 || !(minutes > 0 && payments > 0 && turns > 0)) {
  console.error(
    `usage: npm run bench -- [${Object.keys(groups).join('|')}]... [--hour|--minutes=N] [--payments=N] [--profile] [--against FOLDER] [--turns=N]`
  );
  process.exit(1);
}
if (!isBuilt(root)) console.warn('The build is not that of the present sources: run npm run build first.');

const say = (text: string) => console.warn(`  ${text}`);
const bench = createBench({ minutes, payments, isProfiled: values.profile, against, turns, say });
for (const signal of ['SIGINT', 'SIGTERM'] as const) {
  process.once(signal, () => void bench.end().then(() => process.exit(1)));
}

const results: Results = {};
for (const name of positionals.length > 0 ? positionals : Object.keys(groups)) {
  console.warn(name);
  results[name] = await measure(name);
}
console.log(`\n${asTable(results)}\n`);
const isTrial = payments !== BAR_PAYMENTS || values.profile || against !== null;
console.log(isTrial ? storeTrial(results) : storeResults(results, describeMachine(Date.now())));
const isHeld = Object.values(results).every(({ rows }) => rows.every(({ isPassed }) => isPassed !== false));
process.exit(isHeld ? 0 : 1);

async function measure(name: string): Promise<GroupResult> {
  const machine = describeMachine(Date.now());
  const startedAt = performance.now();
  let rows: Row[];
  try {
    rows = (await groups[name]?.(bench)) ?? [];
  } catch (error) {
    console.error(error);
    const measured = error instanceof Error ? (error.message.split('\n')[0] ?? '') : String(error);
    rows = [{ what: name, bar: 'measured', measured, isPassed: false }];
  } finally {
    await bench.end();
  }
  return { machine, seconds: Math.round((performance.now() - startedAt) / 1000), rows };
}
