/**
 * The Insight explorer's `/currency`: a live price, refreshed every ten minutes and 0 after a restart.
 *
 * It has no time: a rate is as old as it has been told unchanged. The rate stands in `data`; a top-level rate is accepted too, because descriptions of this endpoint disagree.
 */
import { z } from 'zod';
import type { Host } from '../../../platform/upstream/http.ts';
import type { LivePriceSource } from './ports.ts';
import { createFirstSeen, priceField, staleness } from './price-fields.ts';

const SOURCE = 'explorer';

const nested = z.object({ data: z.object({ rate: priceField }) }).transform(({ data }) => data.rate);
const flat = z.object({ rate: priceField }).transform(({ rate }) => rate);

export function createExplorer(host: Host, now: () => number): LivePriceSource {
  const seen = createFirstSeen(now);
  const faultIn = (rate: bigint) => staleness(seen(rate), now());
  return {
    name: SOURCE,
    async price(signal) {
      const schema = nested.or(flat);
      return seen(await host.json('/api/currency', { source: SOURCE, purpose: 'live', schema, faultIn, signal }));
    }
  };
}
