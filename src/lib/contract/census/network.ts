/**
 * Sections of the network's figures, with the same keys wherever they appear: now, in a snapshot, compared.
 *
 * CPU in threads, RAM and storage in GB (1 TB = 1,000 GB), two decimals; collateral in whole FLUX. Unknown is null.
 */
import * as z from 'zod';
import { Count, Flux, Percent, Usd } from '../kit/figures.ts';

export const Category = z.enum(['gaming', 'crypto', 'wordpress']);
export type Category = z.infer<typeof Category>;

export const Tier = z.enum(['cumulus', 'nimbus', 'stratus']);
export type Tier = z.infer<typeof Tier>;

export const ProductCount = z.strictObject({ slug: z.string(), label: z.string(), count: Count });
export type ProductCount = z.infer<typeof ProductCount>;

const Amount = z.number().min(0);
const Resource = z.strictObject({
  total: Amount.nullable(),
  used: Amount.nullable(),
  utilization: Percent.nullable()
});

export const revenueSection = {
  current: Flux.nullable(),
  fluxPriceUsd: z.number().nullable(),
  usdValue: Usd.nullable(),
  paymentCount: Count.nullable(),
  /** Payments with a price: what `usdValue` is the sum of. */
  pricedCount: Count.nullable()
};
export const cloudSection = { cpu: Resource, ram: Resource, storage: Resource };
export const appsSection = {
  total: Count.nullable().describe('running containers without watchtower'),
  watchtower: Count.nullable(),
  gitapps: Count.nullable(),
  dockerapps: Count.nullable(),
  gitappsPercent: Percent.nullable(),
  dockerappsPercent: Percent.nullable(),
  resolvedPercent: Percent.nullable().describe('containers whose image is known')
};
/** Products with containers, most first. */
export const categorySection = { total: Count.nullable(), products: z.array(ProductCount).nullable() };
export const wordpressSection = { count: Count.nullable() };
export const nodesSection = {
  cumulus: Count.nullable(),
  nimbus: Count.nullable(),
  stratus: Count.nullable(),
  total: Count.nullable()
};
export const walletsSection = { unique: Count.nullable() };
export const collateralSection = {
  total: Count.nullable(),
  cumulus: Count.nullable(),
  nimbus: Count.nullable(),
  stratus: Count.nullable()
};
