/** What an Electrum server tells of fees: a histogram of the mempool, and estimates. */
import { z } from 'zod';
import { satPerVbyte } from '../../../domain/bitcoin/amounts.ts';
import { NotAskable } from '../chain-failures.ts';
import type { Mempool } from '../chain.ts';
import type { Electrum } from './electrum.ts';
import { ELECTRUM_SOURCE } from './electrum-socket.ts';

const SOURCE = 'electrum';

/** Satoshi per virtual byte and the virtual bytes from there to the next, dearest first. */
const histogram = z.array(z.tuple([z.number().nonnegative(), z.number().nonnegative()]));

export function createElectrumFees(electrum: Electrum): Mempool {
  return {
    info: () => Promise.reject(new NotAskable(ELECTRUM_SOURCE, 'an Electrum server does not list the mempool')),
    async histogram(signal) {
      const call = { method: 'mempool.get_fee_histogram', params: [], schema: histogram };
      return { source: SOURCE, steps: await electrum.call(call, signal) };
    },
    async estimates(targets, signal) {
      const rates = await Promise.all(
        targets.map(async (target) => {
          const call = { method: 'blockchain.estimatefee', params: [target], schema: z.number() };
          const told = await electrum.call(call, signal);
          // -1: not known.
          return told < 0 ? null : satPerVbyte(told);
        })
      );
      return { source: SOURCE, rates };
    }
  };
}
