/**
 * What ten times the rows cost each route: two products side by side, one with 100,000 and one with 1,000,000 payments,
 * asked the same kind of question in turn, so that whatever else the machine does falls on both. Asked at the API's own
 * port, where nothing constant hides a difference, and never what a cache could answer.
 */
import { setTimeout as pause } from 'node:timers/promises';
import type { Bench } from '../harness/bench.ts';
import { median } from '../harness/percentiles.ts';
import { samplePayments } from '../harness/planted.ts';
import { below, text, type Row } from '../harness/row.ts';
import { timeAnswer } from '../harness/time-answer.ts';
import { appPages, searches } from './questions.ts';

const SMALL = 100_000;
const ASKED = 80;
/** Routes without parameters are kept for some seconds: they are asked once in a while, five times. */
const ROUNDS = 5;
const FORGOTTEN_MS = 31_000;

interface Side {
  url: string;
  questions: Record<string, string[]>;
}

export async function growth(bench: Bench): Promise<Row[]> {
  const sides = { small: await sideOf(bench, SMALL), big: await sideOf(bench, bench.payments) };
  const took = new Map<string, { small: number[]; big: number[] }>();
  const ask = async (what: string, small: string, big: string): Promise<void> => {
    const times = took.get(what) ?? { small: [], big: [] };
    took.set(what, times);
    times.small.push(await timeAnswer(sides.small.url + small));
    times.big.push(await timeAnswer(sides.big.url + big));
  };
  for (const [what, small] of Object.entries(sides.small.questions)) {
    bench.say(what);
    const big = sides.big.questions[what] ?? [];
    for (let at = 0; at < Math.min(small.length, big.length, ASKED); at++)
      await ask(what, small[at] ?? '', big[at] ?? '');
  }
  bench.say('routes without parameters');
  for (let round = 0; round < ROUNDS; round++) {
    if (round > 0) await pause(FORGOTTEN_MS);
    for (const path of fixed) await ask(path, path, path);
  }
  return [...took].map(([what, { small, big }]) => {
    const ratio = median(big) / median(small);
    return {
      what: `${what}: ${text(bench.payments)} against ${text(SMALL)} payments`,
      ...below(ratio, 2, 'times'),
      measured: `${text(ratio)} times (${text(median(small))} -> ${text(median(big))} ms)`,
      detail: { asked: big.length, smallMs: median(small), bigMs: median(big) }
    };
  });
}

const fixed = [
  '/api/transactions/summary',
  '/api/header',
  '/api/stats',
  '/api/health',
  '/api/health/ready',
  ...['daily', 'weekly', 'monthly', 'quarterly', 'yearly'].map((period) => `/api/revenue/${period}`)
];

async function sideOf(bench: Bench, payments: number): Promise<Side> {
  const { product, dbPath } = await bench.productWith(payments);
  return { url: product.api, questions: questionsOf(dbPath, payments) };
}

function questionsOf(dbPath: string, payments: number): Record<string, string[]> {
  const sampled = samplePayments(dbPath, 500);
  const found = searches(sampled);
  const numbered = (path: (limit: number, at: number) => string) =>
    Array.from({ length: ASKED }, (_, at) => path(50 + (at % 10), at));
  const page = (number: number, limit: number) => `/api/transactions/paginated?page=${number}&limit=${limit}`;
  return {
    'pages 1-80': numbered((limit, at) => page(at + 1, limit)),
    'page in the middle': numbered((limit, at) => page(Math.round(payments / 2 / limit) + at, limit)),
    'page of one source': numbered((limit, at) => `${page(at * 4 + 1, limit)}&source=team`),
    'page of an app': sampled
      .filter(({ app }) => app !== null)
      .map(({ app }, at) => `${page(1, 20 + (at % 50))}&appName=${encodeURIComponent(app ?? '')}`),
    'search by txid': found.txid,
    'search by payer': found.payer,
    'search by app name': found.app,
    'search by 8 characters': found.characters,
    'app analytics': appPages(sampled),
    'history/revenue/daily': numbered((_, at) => `/api/history/revenue/daily?limit=${365 + at}`),
    'history/revenue/daily-usd': numbered((_, at) => `/api/history/revenue/daily-usd?limit=${365 + at}`)
  };
}
