/**
 * The Insight explorer's `/currency`: a live price, refreshed every ten minutes and 0 after a restart.
 *
 * The rate stands in `data`; a top-level rate is accepted too, because descriptions of this endpoint disagree.
 */
import { z } from 'zod';
import type { Host } from './http.ts';
import type { LivePriceSource } from './ports.ts';
import { priceField } from './price-fields.ts';

const SOURCE = 'explorer';

const nested = z.object({ data: z.object({ rate: priceField }) }).transform(({ data }) => data.rate);
const flat = z.object({ rate: priceField }).transform(({ rate }) => rate);

export function createExplorer(host: Host): LivePriceSource {
  return {
    name: SOURCE,
    price: (signal) => host.json('/api/currency', { source: SOURCE, purpose: 'live', schema: nested.or(flat), signal })
  };
}
