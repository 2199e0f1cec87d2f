/**
 * The transaction that begins a block, which pays its nodes, from the daemon through the FluxOS API host.
 *
 * The block is asked for by the hash of its height, because an answer by height may be an hour old.
 */
import { z } from 'zod';
import { heightField, txidField } from '../../../chains/flux/transaction-fields.ts';
import { UpstreamError } from '../../../platform/errors.ts';
import type { Host } from '../../../platform/upstream/http.ts';

const SOURCE = 'daemon';

export interface Coinbase {
  height: number;
  blockHash: string;
  /** Unix seconds of the block's header. */
  blockTime: number;
  outputs: { address: string; sat: bigint }[];
}

/** Throws UpstreamError for a block that cannot be read, or that does not begin with a coinbase. */
export type ReadCoinbase = (height: number, signal: AbortSignal) => Promise<Coinbase>;

const output = z.object({
  valueSat: z.int().nonnegative(),
  scriptPubKey: z.object({ addresses: z.array(z.string()).nullish() })
});
const first = z.object({ vin: z.tuple([z.object({ coinbase: z.string() })], z.unknown()), vout: z.array(output) });
const block = z.object({
  hash: txidField,
  height: heightField,
  time: z.int().positive(),
  tx: z.tuple([first], z.unknown())
});

export function createCoinbases(host: Host): ReadCoinbase {
  return async (height, signal) => {
    const call = { source: SOURCE, signal, dialect: 'fluxos' } as const;
    const hash = await host.json(`/daemon/getblockhash/${height}`, { ...call, schema: txidField });
    const told = await host.json(`/daemon/getblock/${hash}/2`, { ...call, schema: block });
    if (told.height !== height || told.hash !== hash) throw new UpstreamError(SOURCE, 'answered with another block');
    const [{ vout }] = told.tx;
    return {
      height,
      blockHash: hash,
      blockTime: told.time,
      outputs: vout.flatMap(({ valueSat, scriptPubKey }) => {
        const [address] = scriptPubKey.addresses ?? [];
        return address === undefined ? [] : [{ address, sat: BigInt(valueSat) }];
      })
    };
  };
}
