/** What only mempool.space tells: the price, projected blocks, who mines, and how difficulty and hash rate went. */
import type { Host } from '../../platform/upstream/http.ts';
import { asking } from './rest-ask.ts';
import { restHashrate, restPools, restPrices, restProjected } from './rest-shapes.ts';

export interface ProjectedBlock {
  vsize: number;
  transactionCount: number;
  feesSat: bigint;
  medianFeeRate: number;
  /** Lowest and highest. */
  feeRates: [number, number];
}

export interface MiningSeries {
  hashrates: { time: number; perSecond: number }[];
  difficulties: { time: number; difficulty: number }[];
  /** Hashes a second. */
  current: number;
}

export interface CoinPrice {
  usd: number | null;
  eur: number | null;
  jpy: number | null;
  /** Of when it is, unix seconds. */
  time: number;
}

export interface RestMining {
  price(signal: AbortSignal): Promise<CoinPrice>;
  projected(signal: AbortSignal): Promise<ProjectedBlock[]>;
  pools(period: string, signal: AbortSignal): Promise<{ pools: { name: string; blocks: number }[]; blocks: number }>;
  /** Hashes a second, of the last week. */
  hashrate(signal: AbortSignal): Promise<number>;
  /** `3y` and so on; `all`. */
  series(period: string, signal: AbortSignal): Promise<MiningSeries>;
}

export function createRestMining(host: Host): RestMining {
  const ask = asking(host);
  const seriesOf = (period: string, signal: AbortSignal) =>
    ask(`/api/v1/mining/hashrate${period === 'all' ? '' : `/${period}`}`, restHashrate, signal);
  return {
    hashrate: async (signal) => (await seriesOf('1w', signal)).currentHashrate,
    async price(signal) {
      const { time, USD: usd, EUR: eur, JPY: jpy } = await ask('/api/v1/prices', restPrices, signal);
      return { usd, eur, jpy, time };
    },
    async projected(signal) {
      const told = await ask('/api/v1/fees/mempool-blocks', restProjected, signal);
      return told.map(({ blockVSize, nTx, totalFees, medianFee, feeRange }) => ({
        vsize: Math.round(blockVSize),
        transactionCount: nTx,
        feesSat: BigInt(Math.round(totalFees)),
        medianFeeRate: medianFee,
        feeRates: [feeRange[0] ?? medianFee, feeRange.at(-1) ?? medianFee]
      }));
    },
    async pools(period, signal) {
      const { pools, blockCount } = await ask(`/api/v1/mining/pools/${period}`, restPools, signal);
      return { pools: pools.map(({ name, blockCount: blocks }) => ({ name, blocks })), blocks: blockCount };
    },
    async series(period, signal) {
      const told = await seriesOf(period, signal);
      return {
        hashrates: told.hashrates.map(({ timestamp, avgHashrate }) => ({ time: timestamp, perSecond: avgHashrate })),
        difficulties: told.difficulty.flatMap(({ time, difficulty }) => (time === null ? [] : [{ time, difficulty }])),
        current: told.currentHashrate
      };
    }
  };
}
