/**
 * Prices: daily closes (closes.ts) and the live price, side by side. Of the live sources the first that answers counts;
 * what it tells is of when it says so;
 * when all of them fail, the run fails and says so. One that is spared has not failed: the price that is known stays, and ages.
 */
import { isToCome } from '../../../../domain/time/ages.ts';
import { UpstreamError } from '../../../platform/errors.ts';
import { figureText } from '../../../platform/store/documents/current-metrics.ts';
import { NotAsked } from '../../../platform/upstream/failures.ts';
import { createCloseSync } from './closes.ts';
import { tellPrice } from './price-events.ts';
import type { Run, TimedDeps } from '../../../platform/jobs/run.ts';
import type { PriceSources } from '../upstream/ports.ts';
import { LIVE_PRICE_METRIC } from './valuation.ts';

export interface PriceSync {
  /** Resolves with whether a close or the live price changed. */
  sync(run: Run): Promise<boolean>;
}

export function createPriceSync(deps: TimedDeps & { prices: PriceSources }): PriceSync {
  const syncCloses = createCloseSync({ ...deps, sources: deps.prices.daily });

  const syncLive = async ({ lease, signal }: Run): Promise<boolean> => {
    let failure: UpstreamError | null = null;
    let isSpared = false;
    for (const source of deps.prices.live) {
      try {
        const { priceE8, at } = await source.price(signal);
        const [before] = await deps.store.query('current_metric', { name: LIVE_PRICE_METRIC });
        // A lesser source may stand still longer than what the better one told last.
        if (before !== undefined && before.as_of > at && !isToCome(before.as_of, deps.now())) return false;
        const value = figureText({ name: LIVE_PRICE_METRIC, value: String(priceE8) });
        await deps.store.query('store_metric', {
          ...lease,
          name: LIVE_PRICE_METRIC,
          value,
          source: source.name,
          as_of: Math.min(at, deps.now())
        });
        await tellPrice(deps, { lease }, priceE8);
        return before?.value !== value;
      } catch (error) {
        if (!(error instanceof UpstreamError)) throw error;
        if (error instanceof NotAsked) isSpared = true;
        else failure = error;
        deps.log.debug({ source: source.name, err: error }, 'live price not read');
      }
    }
    if (failure === null && isSpared) return false;
    throw failure ?? new UpstreamError('prices', 'no live price source is configured');
  };

  return {
    async sync(run) {
      const [live, closes] = await Promise.allSettled([syncLive(run), syncCloses(run)]);
      const failed = [live, closes].find((result) => result.status === 'rejected');
      if (failed?.status === 'rejected') throw failed.reason as Error;
      return (live.status === 'fulfilled' && live.value) || (closes.status === 'fulfilled' && closes.value);
    }
  };
}
