/**
 * What Blockbook's index says an address has received, all its life: the sum over every output to it. An answer and the
 * height that it holds for are two questions: it counts only where the index stood still between them.
 */
import { z } from 'zod';
import { heightField } from '../../../chains/flux/transaction-fields.ts';
import type { Host } from '../../../platform/upstream/http.ts';

const SOURCE = 'blockbook';
const ATTEMPTS = 3;

export interface Received {
  /** Satoshi. */
  sat: bigint;
  /** The newest block that it holds for. */
  height: number;
}

/** null: the index moved at each attempt. Throws UpstreamError. */
export type ReadReceived = (address: string, signal: AbortSignal) => Promise<Received | null>;

const status = z.object({ blockbook: z.object({ bestHeight: heightField }) });

export function createAddressTotals(host: Host): ReadReceived {
  const best = async (signal: AbortSignal) =>
    (await host.json('/api/v2', { source: SOURCE, schema: status, signal })).blockbook.bestHeight;
  return async (address, signal) => {
    const schema = z.object({ address: z.literal(address), totalReceived: z.string().regex(/^\d+$/) });
    for (let attempt = 0; attempt < ATTEMPTS; attempt++) {
      const before = await best(signal);
      const path = `/api/v2/address/${address}?details=basic`;
      const { totalReceived } = await host.json(path, { source: SOURCE, schema, signal });
      if ((await best(signal)) === before) return { sat: BigInt(totalReceived), height: before };
    }
    return null;
  };
}
