/**
 * What a complete and correct index holds at this tip, worked out from the simulated chain itself. Rows come one by one, so
 * that the full scale can be streamed; the sums are made from the same rows.
 */
import { tracked as trackedAddress } from '../chain/addresses.ts';
import type { Transaction } from '../chain/transactions.ts';
import { dateText, dayOf } from '../clock.ts';
import type { Network } from '../network.ts';
import { exchangeText, firstDay, type Market } from '../prices/market.ts';
import {
  appTypeOf,
  carriedBy,
  revenueOf,
  sourceOf,
  toE8,
  usdMicros,
  type AppType,
  type Source
} from './truth-rules.ts';

export interface TrueTransaction {
  txid: string;
  address: string;
  fromAddress: string;
  amountSat: string;
  height: number;
  blockHash: string;
  blockTime: number;
  date: string;
  messageHash: string | null;
  appName: string | null;
  appType: AppType;
  source: Source;
  usdMicros: string | null;
  /** Present when the day has no close yet and the live price was used. */
  usdIsLive?: true;
}

interface Sum {
  payments: number;
  amountSat: string;
  usdMicros: string;
  /** Payments with a dollar value. */
  pricedCount: number;
}

export interface Truth {
  tip: number;
  tipHash: string;
  clock: number;
  /** Confirmed transactions that touch a tracked address, revenue or not. */
  factCount: number;
  /** Those that are no revenue, by reason. */
  excluded: { spend: number; own: number; freeUpdate: number };
  closes: Record<string, string>;
  livePriceE8: string;
  total: Sum;
  perDay: Record<string, Sum>;
  perApp: Record<string, Sum>;
  perSource: Record<string, Sum>;
  transactions: TrueTransaction[];
}

export interface TruthRequest {
  /** Unix seconds; default: the network's clock. */
  clock?: number;
  /** Default: the one revenue address. */
  addresses?: readonly string[];
  /** Only what stands at or below this height; default: all. For an index that has not come further. */
  upTo?: number;
}

export class Oracle {
  readonly #network: Network;
  readonly #market: Market;

  constructor(network: Network, market: Market) {
    this.#network = network;
    this.#market = market;
  }

  tell(request: TruthRequest = {}): Truth {
    const clock = request.clock ?? this.#market.now();
    const { chain } = this.#network;
    const transactions = [...this.rows(request)];
    const keyed = (key: (row: TrueTransaction) => string | null) => sums(transactions, key);
    const { factCount, excluded } = this.#facts(request);
    return {
      tip: chain.tip,
      tipHash: chain.blockHash(chain.tip),
      clock,
      factCount,
      excluded,
      closes: this.#closes(clock),
      livePriceE8: this.#liveE8().toString(),
      total: keyed(() => 'all')['all'] ?? emptySum(),
      perDay: keyed(({ date }) => date),
      perApp: keyed(({ appName }) => appName),
      perSource: keyed(({ source }) => source),
      transactions
    };
  }

  /** Revenue in order of height, then place in the block. */
  *rows(request: TruthRequest = {}): Generator<TrueTransaction> {
    const clock = request.clock ?? this.#market.now();
    const addresses = request.addresses ?? [trackedAddress];
    const closes = new Map<number, bigint | null>();
    for (const transaction of this.#touching(request)) {
      const row = this.#row(transaction, { addresses, clock, closes });
      if (row !== null) yield row;
    }
  }

  #row(
    transaction: Transaction,
    view: { addresses: readonly string[]; clock: number; closes: Map<number, bigint | null> }
  ): TrueTransaction | null {
    const from = transaction.vin[0]?.address ?? null;
    const revenue = revenueOf({ from, outputs: transaction.vout }, view.addresses);
    if (revenue === null) return null;
    const { height } = transaction;
    const blockTime = this.#network.chain.blockTime(height);
    const day = dayOf(blockTime);
    if (!view.closes.has(day)) view.closes.set(day, this.#closeE8(day, view.clock));
    const isLive = day >= dayOf(view.clock);
    const price = isLive ? this.#liveE8() : (view.closes.get(day) ?? null);
    return {
      txid: transaction.txid,
      address: revenue.address,
      fromAddress: revenue.fromAddress,
      amountSat: revenue.amountSat.toString(),
      height,
      blockHash: this.#network.chain.blockHash(height),
      blockTime,
      date: dateText(day),
      ...this.#attribution(transaction, view.clock - blockTime),
      source: sourceOf(revenue.fromAddress),
      usdMicros: price === null ? null : usdMicros(revenue.amountSat, price).toString(),
      ...(isLive && { usdIsLive: true as const })
    };
  }

  #attribution(
    transaction: Transaction,
    ageSeconds: number
  ): Pick<TrueTransaction, 'messageHash' | 'appName' | 'appType'> {
    const { registry, specs, chain, messages } = this.#network;
    const carried = carriedBy(transaction.vout);
    if (carried.kind === 'none') return { messageHash: null, appName: null, appType: null };
    if (carried.kind === 'fluxdrive') return { messageHash: null, appName: null, appType: 'fluxdrive' };
    const message = registry.find(carried.hash);
    if (message === null || !registry.isKnown(message, chain.tip)) {
      const appType = ageSeconds > 86_400 ? 'unregistered' : null;
      return { messageHash: carried.hash, appName: null, appType };
    }
    const { name } = registry.appOf(message);
    const disguise = messages.disguiseOf(message);
    if (disguise === 'other shape') return { messageHash: carried.hash, appName: null, appType: null };
    // Of a later version as much is known as of an encrypted one.
    const isEncrypted = registry.isEncrypted(message) || disguise !== null;
    const appType = appTypeOf({ name, isEncrypted, images: specs.imagesOf(message) });
    return { messageHash: carried.hash, appName: name, appType };
  }

  #touching({ addresses = [trackedAddress], upTo }: TruthRequest): Transaction[] {
    const { chain } = this.#network;
    const top = Math.min(upTo ?? chain.tip, chain.tip);
    const all = new Set(addresses.flatMap((address) => chain.touching(address, 0, top)));
    return [...all].sort((a, b) => a.height - b.height || a.position - b.position);
  }

  #facts(request: TruthRequest): Pick<Truth, 'factCount' | 'excluded'> {
    const excluded = { spend: 0, own: 0, freeUpdate: 0 };
    const { addresses = [trackedAddress] } = request;
    const touching = this.#touching(request);
    for (const { vin, vout } of touching) {
      const from = vin[0]?.address ?? null;
      const receives = vout.some(({ address }) => address !== null && addresses.includes(address));
      if (!receives) excluded.spend++;
      else if (from !== null && addresses.includes(from)) excluded.own++;
      else if (revenueOf({ from, outputs: vout }, addresses) === null) excluded.freeUpdate++;
    }
    return { factCount: touching.length, excluded };
  }

  /** Binance's close, else CoinGecko's if that is no more than 365 days ago, else nothing. */
  #closeE8(day: number, clock: number): bigint | null {
    if (day >= dayOf(clock)) return null;
    if (this.#market.isOnBinance(day)) return toE8(exchangeText(this.#market.closeOf(day)));
    if (!this.#market.isOnCoingecko(day) || day < dayOf(clock) - 365) return null;
    return toE8(this.#market.closeOf(day).toFixed(17));
  }

  #closes(clock: number): Record<string, string> {
    const known: Record<string, string> = {};
    for (let day = firstDay; day < dayOf(clock); day++) {
      const price = this.#closeE8(day, clock);
      if (price !== null) known[dateText(day)] = price.toString();
    }
    return known;
  }

  /** As CoinGecko tells it, the first to be asked. */
  #liveE8(): bigint {
    return toE8((Math.round(this.#market.livePrice() * 1e6) / 1e6).toFixed(8));
  }
}

function emptySum(): Sum {
  return { payments: 0, amountSat: '0', usdMicros: '0', pricedCount: 0 };
}

function sums(rows: readonly TrueTransaction[], key: (row: TrueTransaction) => string | null): Record<string, Sum> {
  const groups = new Map<string, { payments: number; amountSat: bigint; usdMicros: bigint; pricedCount: number }>();
  for (const row of rows) {
    const name = key(row);
    if (name === null) continue;
    const group = groups.get(name) ?? { payments: 0, amountSat: 0n, usdMicros: 0n, pricedCount: 0 };
    group.payments++;
    group.amountSat += BigInt(row.amountSat);
    group.usdMicros += BigInt(row.usdMicros ?? 0);
    group.pricedCount += row.usdMicros === null ? 0 : 1;
    groups.set(name, group);
  }
  const texts = [...groups].map(([name, { amountSat, usdMicros: usd, ...counts }]): [string, Sum] => [
    name,
    { ...counts, amountSat: amountSat.toString(), usdMicros: usd.toString() }
  ]);
  return Object.fromEntries(texts);
}
