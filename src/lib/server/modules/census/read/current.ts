/**
 * The newest known figures, as their writers left them: each with its age, null when it was never known.
 *
 * A row that cannot be read is an error, not an unknown figure.
 */
import * as z from 'zod';
import type { Freshness } from '../../../../contract/kit/figures.ts';
import { tiers } from '../../../../domain/census.ts';
import { STALE_AFTER_SECONDS, type CurrentFigures, type FigureName } from '../../../../domain/current-figures.ts';
import { formatPrice } from '../../../../domain/money.ts';
import { censusLimitSeconds, freshnessAt, type ReadContext } from '../../ledger/module.ts';

const Count = z.int().min(0);
const tier = z.enum(tiers);
const perTier = z.object({ cumulus: Count, nimbus: Count, stratus: Count });
const reporting = { reporting: Count, nodes: Count.nullable() };
const resource = z.object({ total: Count, used: Count, ...reporting });
const products = z.array(z.object({ slug: z.string(), label: z.string(), count: Count }));
const category = z.object({ total: Count, products });

const schemas: { [N in FigureName]: z.ZodType<CurrentFigures[N]> } = {
  flux_price_usd: z.string().regex(/^\d+$/),
  nodes: perTier,
  wallets: z.object({ unique: Count }),
  collateral: perTier,
  cpu: resource,
  ram: resource,
  storage: resource,
  arcane: z.object({ codename: z.string(), machines: Count }),
  records: z.array(
    z.object({
      tier,
      measure: z.enum(['cores', 'ramGb', 'storageGb', 'diskWriteMBs', 'eps', 'downloadMbit', 'uploadMbit']),
      value: z.number(),
      ip: z.string()
    })
  ),
  apps: z.object({
    total: Count,
    watchtower: Count,
    git: Count,
    docker: Count,
    resolved: Count,
    gaming: category,
    crypto: category,
    wordpress: category,
    ...reporting
  }),
  images: z.object({
    images: z.array(z.object({ image: z.string(), instances: Count, categoryCount: Count })),
    named: z.record(z.string(), Count)
  }),
  specs: z.object({ total: Count, encrypted: Count, tip: Count })
};

export interface Figure<T> extends Freshness {
  value: T | null;
}

/** Reads one figure out of the rows of one moment. */
export type Current = <N extends FigureName>(name: N) => Figure<CurrentFigures[N]>;

export async function readCurrent(context: ReadContext): Promise<Current> {
  const rows = new Map((await context.store.query('current_metrics_all', {})).map((row) => [row.name, row]));
  const now = context.now();
  return (name) => {
    const row = rows.get(name);
    if (row === undefined) return { value: null, asOf: null, stale: true };
    // The live price is shown for as long as it may value a payment.
    const limit = name === 'flux_price_usd' ? STALE_AFTER_SECONDS : censusLimitSeconds(context);
    return { value: schemas[name].parse(JSON.parse(row.value)), ...freshnessAt(row.as_of, now, limit) };
  };
}

/** In 1e-8 USD; a price that is too old is not known. */
export function livePriceE8(current: Current): bigint | null {
  const { value, stale } = current('flux_price_usd');
  return value === null || stale ? null : BigInt(value);
}

export function shownPrice(priceE8: bigint | null): number | null {
  return priceE8 === null ? null : Number(formatPrice(priceE8));
}
