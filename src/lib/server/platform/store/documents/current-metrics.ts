/**
 * The documents of current_metrics: the newest known figures of the network, one per name. What they mean,
 * domain/current-figures.ts says; a figure that cannot be read is an error, not an unknown figure.
 */
import * as z from 'zod';
import { tiers } from '../../../../domain/census/census.ts';
import type { CurrentFigures, FigureName } from '../../../../domain/census/current-figures.ts';
import { documentsOf, type StoredDocument } from './document.ts';
import { Count } from './fields.ts';

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
      tier: z.enum(tiers),
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
  containers: z.object({
    byApp: z.array(z.tuple([z.string(), Count])),
    busiest: z
      .object({ ip: z.string(), tier: z.enum(tiers).nullable(), containers: Count, apps: z.array(z.string()) })
      .nullable(),
    ...reporting
  }),
  continents: z.array(z.object({ code: z.string(), machines: Count, cores: Count, locked: Count })),
  specs: z.object({ total: Count, encrypted: Count, tip: Count })
};

const figureNames = Object.keys(schemas) as FigureName[];

export type StoredFigures = { readonly [N in FigureName]?: CurrentFigures[N] | undefined };

/** Reading a figure that is damaged throws StoreError. */
export function figuresIn(rows: readonly StoredDocument[]): StoredFigures {
  return documentsOf(rows, { table: 'current_metrics', schemas });
}

/** The same for what is kept for good: a figure that is damaged is not known, and the next cycle makes it anew. */
export function readableFiguresIn(rows: readonly StoredDocument[]): StoredFigures {
  return documentsOf(rows, { table: 'current_metrics', schemas, remade: figureNames });
}

/** The value that store_metric takes. */
export function figureText<N extends FigureName>({ value }: { name: N; value: CurrentFigures[N] }): string {
  return JSON.stringify(value);
}
