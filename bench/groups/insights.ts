/**
 * What figures mean, at full scale: 8,000 nodes, 2,000 apps, the big ledger with a message for each payment. One question
 * after another on the API's own port. Each asks for something else where the endpoint has parameters; the others are asked
 * once after every new block, so that no answer comes from the one before.
 */
import { join } from 'node:path';
import { heapLimits } from '../../scripts/run/host.js';
import { addDays, dateOf } from '../../src/lib/domain/time/periods.ts';
import type { Bench } from '../harness/bench.ts';
import { runToEnd } from '../harness/child.ts';
import { median, percentile } from '../harness/percentiles.ts';
import { buildStoreParts, copyDatabase, planted } from '../harness/planted.ts';
import { atMost, type Row } from '../harness/row.ts';
import { timeAnswer } from '../harness/time-answer.ts';

const ASKED = 100;
const NETWORK = ['--scale', '0.01', '--nodes', '8000', '--apps', '2000'];

export async function insights(bench: Bench): Promise<Row[]> {
  const dbPath = join(bench.folder(), 'bench.sqlite3');
  copyDatabase(await planted(bench.payments, bench.say), dbPath);
  await buildStoreParts();
  bench.say('adding messages');
  const args = [...heapLimits(), 'build/bench/planted-messages.js', dbPath];
  bench.say((await runToEnd({ name: 'adding messages', args })).trim());
  const { env } = await bench.simulator(NETWORK);
  const product = await bench.product({ dbPath, upstreams: env });
  await product.untilQuiet();
  const rows: Row[] = [];
  for (const { what, p99Ms, paths } of await questions(product.api)) {
    bench.say(what);
    const took: number[] = [];
    for (const path of paths) took.push(await timeAnswer(`${product.api}/api/insights/${path}`));
    const detail = { asked: took.length, firstMs: took[0], medianMs: median(took), worstMs: Math.max(...took) };
    bench.say(JSON.stringify(detail));
    rows.push({ what: `insights: ${what}, one at a time`, ...atMost(percentile(took, 99), p99Ms, 'ms p99'), detail });
  }
  return rows;
}

interface Question {
  what: string;
  p99Ms: number;
  paths: string[];
}

async function questions(api: string): Promise<Question[]> {
  const groupsBy = async (by: string) => {
    const answer = await fetch(`${api}/api/insights/concentration?by=${by}`);
    const { groups } = (await answer.json()) as { groups: { label: string }[] };
    return groups.map(({ label }) => encodeURIComponent(label));
  };
  const running = (await (await fetch(`${api}/api/apps?limit=${ASKED}`)).json()) as { apps: { appName: string }[] };
  const [providers, countries] = [await groupsBy('provider'), await groupsBy('country')];
  const today = dateOf(Math.floor(Date.now() / 1000));
  const times = Array.from({ length: ASKED }, (_, at) => at);
  const history = times.map((at) => `history_days=${at + 1}`);
  const ahead = times.map((at) => `days=${at + 1}`);
  const ranges = times.map((at) => `start_date=${addDays(today, -700 + at)}&end_date=${addDays(today, -at)}`);
  const of = (path: string, queries: string[], p99Ms = 50): Question => ({
    what: path,
    p99Ms,
    paths: queries.map((query) => `${path}?${query}`)
  });
  const alone = (path: string): Question => ({ what: path, p99Ms: 50, paths: [path] });
  const by = [
    'by=provider&weight=nodes',
    'by=country&weight=cores',
    'by=continent&weight=collateral',
    'by=operator&weight=instances',
    'by=operator&weight=revenue',
    'by=owner&weight=instances',
    'by=owner&weight=revenue',
    'by=payer&weight=revenue'
  ];
  const periods = ['daily', 'weekly', 'monthly', 'quarterly', 'yearly'];
  return [
    ...['cohorts', 'payers', 'activity', 'busiest', 'rewards'].map(alone),
    ...['fill', 'games', 'demand', 'expired-running'].map((path) => of(path, history)),
    of(
      'concentration',
      times.map((at) => `${by[at % by.length] ?? ''}&history_days=${at + 1}`)
    ),
    of('projection', ahead),
    of('mix', ranges),
    of('sources', ranges),
    of(
      'why',
      times.map((at) => `period=${periods[at % periods.length] ?? ''}&end=${addDays(today, -400 - at)}`)
    ),
    of(
      'blast',
      [...providers.map((one) => `provider=${one}`), ...countries.map((one) => `country=${one}`)].slice(0, ASKED),
      100
    ),
    of(
      'fit',
      times.map((at) => `cpu=${1 + (at % 8)}&ram=${1_000 + at * 100}&hdd=${10 + at}`),
      100
    ),
    {
      what: 'delivered',
      p99Ms: 50,
      paths: running.apps.map(({ appName }) => `delivered/${encodeURIComponent(appName)}?limit=365`)
    }
  ];
}
