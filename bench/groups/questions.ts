/**
 * Addresses that a cache cannot have answered: so many different ones that each is long forgotten when it comes again.
 */
import type { SampledPayment } from '../harness/planted.ts';

const PAGINATED = '/api/transactions/paginated';
/** 8 characters. */
const PART = 8;

const limits = Array.from({ length: 41 }, (_, at) => 30 + at);
const page = (number: number, limit: number) => `${PAGINATED}?page=${number}&limit=${limit}`;

export function firstPages(): string[] {
  const pages = Array.from({ length: 100 }, (_, at) => at + 1);
  return limits.flatMap((limit) => pages.map((number) => page(number, limit)));
}

/** Page 10,000 in steps of 50 payments, and its neighbours. */
export function deepPages(): string[] {
  const near = Array.from({ length: 51 }, (_, at) => at - 25);
  return limits.flatMap((limit) => near.map((offset) => page(Math.round(500_000 / limit) + offset, limit)));
}

export interface Searches {
  txid: string[];
  payer: string[];
  app: string[];
  characters: string[];
}

/** What visitors search for: of payments they saw, so that big payers and popular apps come as often as they are shown. */
export function searches(payments: SampledPayment[]): Searches {
  const search = (text: string, at: number) =>
    `${PAGINATED}?search=${encodeURIComponent(text)}&limit=${20 + (at % 40)}`;
  const distinct = (paths: string[]) => [...new Set(paths)];
  return {
    txid: distinct(payments.map(({ txid }, at) => search(txid, at))),
    payer: distinct(payments.map(({ payer }, at) => search(payer, at))),
    app: distinct(payments.map(({ app }, at) => search(app ?? 'minecraft', at))),
    characters: distinct(payments.map((payment, at) => search(partOf(payment, at), at)))
  };
}

/** One of each kind in turn. */
export function mixed({ txid, payer, app, characters }: Searches): string[] {
  const kinds = [txid, payer, app, characters];
  const turns = Array.from({ length: Math.max(...kinds.map(({ length }) => length)) }, (_, turn) => turn);
  return turns.flatMap((turn) => kinds.flatMap((paths) => paths[turn % paths.length] ?? []));
}

function partOf({ txid, payer, app }: SampledPayment, at: number): string {
  const whole = [txid, txid, payer, app ?? txid][at % 4] ?? txid;
  const from = (at * 7) % Math.max(1, whole.length - PART);
  return whole.slice(from, from + PART);
}

const DAY_MS = 86_400_000;
const kinds = ['', 'git', 'docker', 'git,docker', 'unregistered', 'none'];
const payers = ['', 'team', 'fiat', 'other', 'team,other'];

/** A part of the ledger by who paid, for what, when and how much: the same ones every time, no two alike. */
function selections(count: number): string[] {
  return Array.from({ length: count }, (_, at) => {
    const start = new Date(Date.now() - (30 + ((at * 37) % 600)) * DAY_MS).toISOString().slice(0, 10);
    const asked = {
      source: payers[at % payers.length],
      type: kinds[Math.floor(at / 5) % kinds.length],
      start_date: at % 3 === 0 ? '' : start,
      min_amount: at % 4 === 0 ? `${1 + (at % 90)}.${at}` : ''
    };
    return new URLSearchParams(
      Object.entries(asked).flatMap(([name, value]) => (value ? [[name, value]] : []))
    ).toString();
  });
}

/** Pages of such parts, by time or amount, in both directions. */
export function sortedAndFiltered(): string[] {
  const orders = ['sort=amount&order=desc', 'sort=amount&order=asc', 'sort=time&order=asc', 'sort=time&order=desc'];
  const paths = selections(1_200).map(
    (selection, at) => `${page(1 + (at % 7), 25 + (at % 75))}&${orders[at % 4] ?? ''}&${selection}`
  );
  return [...new Set(paths)];
}

export function sums(): string[] {
  return [...new Set(selections(1_200).map((selection) => `/api/transactions/sum?${selection}`))];
}

export function appPages(payments: SampledPayment[]): string[] {
  const pages = limits.flatMap((limit) =>
    Array.from({ length: 40 }, (_, at) => `/api/analytics/apps?page=${1 + at * 7}&limit=${limit}`)
  );
  const found = payments.map(({ app }, at) => {
    const part = (app ?? 'minecraft').slice(at % 5, (at % 5) + 3 + (at % 4));
    return `/api/analytics/apps?search=${encodeURIComponent(part)}&limit=${20 + (at % 40)}&page=${1 + (at % 3)}`;
  });
  return [...new Set(pages.flatMap((path, at) => [path, found[at % found.length] ?? path]))];
}
