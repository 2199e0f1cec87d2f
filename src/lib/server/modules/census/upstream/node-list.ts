/**
 * The nodes of the network as the daemon knows them: how many of each tier, and the deterministic list.
 *
 * The list decides which nodes there are, so it is believed as a whole or not at all: a node that cannot be read would
 * look like one that has left. Only its address and its start may be unknown.
 */
import { z } from 'zod';
import { tiers, type ListedNode, type PerTier } from '../../../../domain/census/census.ts';
import { UpstreamError } from '../../../platform/errors.ts';
import { parseShape } from '../../../platform/upstream/answer.ts';
import { readRows, type Chunks } from '../../../platform/upstream/document.ts';
import type { Host } from '../../../platform/upstream/http.ts';
import { addressField } from '../../../platform/upstream/machine-address.ts';
import { txidField } from '../../../chains/flux/transaction-fields.ts';

const SOURCE = 'nodes';

const count = z.int().positive();

/** The old names of the tiers (basic, super, bamf) stand beside the new ones and tell the same. */
const nodeCounts = z
  .object({ total: count, 'cumulus-enabled': count, 'nimbus-enabled': count, 'stratus-enabled': count })
  .transform((counts, context): PerTier<number> => {
    const { total, 'cumulus-enabled': cumulus, 'nimbus-enabled': nimbus, 'stratus-enabled': stratus } = counts;
    if (cumulus + nimbus + stratus !== total) context.addIssue('total is not the sum of the tiers');
    return { cumulus, nimbus, stratus };
  });

const textOrNumber = z.union([z.string(), z.number().transform(String)]);

const listedNode = z
  .object({
    /** `COutPoint(txhash, outidx)` */
    collateral: z.string().nullish(),
    txhash: txidField,
    outidx: textOrNumber.pipe(z.string().regex(/^\d{1,6}$/, 'expected an output index')),
    ip: addressField.nullable().catch(null),
    tier: z.enum(['CUMULUS', 'NIMBUS', 'STRATUS']),
    payment_address: z.string().min(1),
    /** Unix seconds as text. */
    activesince: z.union([z.string(), z.number()]).transform(Number).pipe(z.int().positive()).nullable().catch(null),
    amount: textOrNumber.pipe(z.string().regex(/^[1-9]\d{0,8}(?:\.0{1,8})?$/, 'expected whole FLUX')).transform(Number)
  })
  .transform((node, context): ListedNode => {
    const { txhash, outidx, tier, payment_address, ip, amount, activesince } = node;
    const { collateral } = node;
    if (typeof collateral === 'string' && collateral !== `COutPoint(${txhash}, ${outidx})`)
      context.addIssue('collateral and txhash differ');
    return {
      collateral: `${txhash}:${outidx}`,
      tier: tier === 'CUMULUS' ? 'cumulus' : tier === 'NIMBUS' ? 'nimbus' : 'stratus',
      paymentAddress: payment_address,
      ip,
      collateralFlux: amount,
      activeSince: activesince
    };
  });

export function askNodeCounts(host: Host, signal: AbortSignal): Promise<PerTier<number>> {
  const call = { source: SOURCE, signal, schema: nodeCounts, dialect: 'fluxos' } as const;
  return host.json('/daemon/getzelnodecount', call);
}

export function askNodeList(host: Host, signal: AbortSignal): Promise<ListedNode[]> {
  return host.document('/daemon/viewdeterministicfluxnodelist', {
    source: SOURCE,
    document: 'node-list',
    signal,
    read: readList
  });
}

async function readList(chunks: Chunks, signal: AbortSignal): Promise<ListedNode[]> {
  const read = (row: unknown) => parseShape(SOURCE, listedNode, row);
  const nodes = await readRows(chunks, { source: SOURCE, signal, what: 'nodes', read });
  if (new Set(nodes.map(({ collateral }) => collateral)).size < nodes.length) {
    throw new UpstreamError(SOURCE, 'implausible: the list shows a node twice');
  }
  const empty = tiers.find((tier) => !nodes.some((node) => node.tier === tier));
  if (empty !== undefined) throw new UpstreamError(SOURCE, `implausible: the list shows no ${empty} node`);
  return nodes;
}
