/** What coins cost now. Each panel says by itself what it lacks: a source that is away, one that nobody has named. */
import type { Answer } from '../../../../contract/kit/endpoint.ts';
import { Coin, type market as wire } from '../../../../contract/markets/market.ts';
import { depinCoins } from '../../../../domain/markets/depin.ts';
import { AppError } from '../../../platform/errors.ts';
import type { ReadLists } from '../lists/lists-file.ts';
import type { Lists } from '../lists/lists.ts';
import type { MarketContext } from './closes.ts';
import { readList, type ReadList } from './lists.ts';
import { panelOf, unavailable } from './panels.ts';
import { readLivePrice } from './live-price.ts';

type Wire = Answer<typeof wire>;

export interface ListContext extends MarketContext {
  readLists: ReadLists;
}

/** Coins are asked for each half an hour. */
const COINS_LIMIT_SECONDS = 3 * 3_600;

export async function readMarket(context: ListContext): Promise<Wire> {
  const { isBitcoinOn, now } = context;
  const stored = isBitcoinOn ? await context.store.query('market_lists_all', {}) : [];
  const coins = (name: string) =>
    readList(stored, { name, row: Coin, limitSeconds: COINS_LIMIT_SECONDS, now: now(), isOn: isBitcoinOn });
  const [top, peers] = [coins('top-coins'), coins('depin')];
  const told = new Set(peers.rows.map(({ id }) => id));
  const lists = await fileOf(context);
  return {
    price: await readLivePrice(context),
    topCoins: coinPanel(top),
    depin: { ...coinPanel(peers), missing: peers.status === 'ok' ? depinCoins.filter((id) => !told.has(id)) : [] },
    companies: worthPanel(lists, 'companies', isBitcoinOn),
    commodities: worthPanel(lists, 'commodities', isBitcoinOn)
  };
}

/** Why a file cannot be read; empty: it can. */
export function reasonIn(lists: Lists | string): string {
  return typeof lists === 'string' ? lists : '';
}

/** The list of the file, or why it cannot be read. */
export async function fileOf({ readLists }: ListContext): Promise<Lists | string> {
  try {
    return await readLists();
  } catch (error) {
    if (!(error instanceof AppError)) throw error;
    return error.message;
  }
}

function coinPanel({ rows, ...panel }: ReadList<Coin>): Wire['topCoins'] {
  return { ...panel, coins: rows };
}

function worthPanel(lists: Lists | string, kind: 'companies' | 'commodities', isOn: boolean): Wire['companies'] {
  const nothing = { source: null, listedOn: null, rows: [] };
  if (typeof lists === 'string' || !isOn) return { ...unavailable(isOn, reasonIn(lists)), ...nothing };
  const rows = lists[kind];
  if (rows === undefined) {
    const reason = `No service tells what ${kind} are worth for free and with leave to show it: name them in BITCOIN_LISTS_FILE.`;
    return { ...panelOf({ status: 'not configured', reason }), ...nothing };
  }
  return { ...panelOf({ status: 'ok', reason: null }), source: lists.source, listedOn: lists.asOf, rows };
}
