/** Who is reported to hold bitcoins, and what labelled addresses hold. */
import type { Answer } from '../../../../contract/kit/endpoint.ts';
import { Holder, type treasuries as wire } from '../../../../contract/markets/market.ts';
import { formatDecimal } from '../../../../domain/money/decimal.ts';
import { readList } from './lists.ts';
import { readLivePrice } from './live-price.ts';
import { fileOf, reasonIn, type ListContext } from './market.ts';
import { freshnessAt, panelOf, unavailable } from './panels.ts';

type Wire = Answer<typeof wire>;

const HOLDERS_LIMIT_SECONDS = 3 * 86_400;
const BALANCES_LIMIT_SECONDS = 3 * 3_600;
const MOST_COINS = 21_000_000;
const BTC_DECIMALS = 8;

export async function readTreasuries(context: ListContext): Promise<Wire> {
  const { store, isBitcoinOn, now } = context;
  const [stored, price] = await Promise.all([
    isBitcoinOn ? store.query('market_lists_all', {}) : [],
    readLivePrice(context)
  ]);
  const priceUsd = price.stale ? null : price.USD;
  const holders = (name: 'companies' | 'governments'): Wire['companies'] => {
    const options = { name, row: Holder, limitSeconds: HOLDERS_LIMIT_SECONDS, now: now(), isOn: isBitcoinOn };
    const { rows, ...panel } = readList(stored, options);
    return {
      ...panel,
      totalBtc: rows.length === 0 ? null : cents(rows.reduce((sum, { holdingsBtc }) => sum + holdingsBtc, 0)),
      rows: rows.map((row) => ({
        ...row,
        valueUsd: priceUsd === null ? null : cents(row.holdingsBtc * priceUsd),
        share: cents((row.holdingsBtc / MOST_COINS) * 100)
      }))
    };
  };
  return { companies: holders('companies'), governments: holders('governments'), addresses: await addresses(context) };
}

async function addresses(context: ListContext): Promise<Wire['addresses']> {
  const { store, isBitcoinOn, now } = context;
  const lists = await fileOf(context);
  const nothing = { source: null, listedOn: null, balanceSource: null, rows: [] };
  if (typeof lists === 'string' || !isBitcoinOn) return { ...unavailable(isBitcoinOn, reasonIn(lists)), ...nothing };
  if (lists.addresses === undefined) {
    const reason = 'BITCOIN_LISTS_FILE names no addresses.';
    return { ...panelOf({ status: 'not configured', reason }), ...nothing };
  }
  const balances = new Map((await store.query('market_balances_all', {})).map((row) => [row.address, row]));
  const rows = lists.addresses.map(({ label, kind, address }) => {
    const told = balances.get(address);
    return {
      label,
      kind,
      address,
      balanceBtc: told === undefined ? null : formatDecimal(BigInt(told.amount_sat), BTC_DECIMALS, BTC_DECIMALS),
      balanceAsOf: told?.as_of ?? null
    };
  });
  const times = rows.flatMap(({ balanceAsOf }) => balanceAsOf ?? []);
  const oldest = times.length === 0 ? null : Math.min(...times);
  const freshness =
    oldest === null ? undefined : freshnessAt(oldest, { now: now(), limitSeconds: BALANCES_LIMIT_SECONDS });
  return {
    ...panelOf({ status: 'ok', reason: null }, freshness),
    source: lists.source,
    listedOn: lists.asOf,
    balanceSource: [...balances.values()][0]?.source ?? null,
    rows
  };
}

function cents(value: number): number {
  return Math.round(value * 100) / 100;
}
