/** What a bitcoin costs now, by the first source that says of when its price is. A source that is away fails nothing. */
import { CLOCK_TOLERANCE_SECONDS } from '../../../../domain/time/ages.ts';
import { UpstreamError } from '../../../platform/errors.ts';
import type { Run, WorkDeps } from '../../../platform/jobs/run.ts';
import { currencies, type LivePrices } from '../upstream/ports.ts';
import { BITCOIN } from './closes.ts';

/** Resolves with the source that told the prices; null: none did. */
export async function syncLivePrices(
  { store, now, log, live }: WorkDeps & { live: readonly LivePrices[] },
  { lease, signal }: Run
): Promise<string | null> {
  for (const source of live) {
    try {
      const { at, prices } = await source.prices(signal);
      const known = currencies.flatMap((currency) => {
        const price = prices[currency];
        return price === null ? [] : [[currency, { price_e8: String(price) }] as const];
      });
      const until = now() + CLOCK_TOLERANCE_SECONDS;
      const told = { prices: Object.fromEntries(known), source: source.name, as_of: Math.min(at, now()) };
      await store.query('store_market_prices', { ...lease, asset: BITCOIN, ...told, until });
      return source.name;
    } catch (error) {
      if (!(error instanceof UpstreamError)) throw error;
      log.debug({ source: source.name, err: error }, 'live price not read');
    }
  }
  return null;
}
