/** What a node tells of its mempool and of fees. */
import { satOfCoins, satPerVbyte } from '../../../domain/bitcoin/amounts.ts';
import type { Mempool } from '../chain.ts';
import { NotAskable } from '../chain-failures.ts';
import { feeEstimate, mempoolInfo } from './node-shapes.ts';
import { NODE_SOURCE, type Rpc } from './rpc.ts';
import { RpcRefusal } from './rpc-refusal.ts';

const SOURCE = 'node';

export function createNodeFees(rpc: Rpc): Mempool {
  return {
    async info(signal) {
      const told = await rpc.call({ method: 'getmempoolinfo', schema: mempoolInfo }, signal);
      return {
        source: SOURCE,
        count: told.size,
        vsize: told.bytes,
        feesSat: told.total_fee === undefined ? null : satOfCoins(told.total_fee),
        minimumFeeRate: satPerVbyte(Math.max(told.mempoolminfee, told.minrelaytxfee))
      };
    },
    histogram: () =>
      Promise.reject(new NotAskable(NODE_SOURCE, 'a node has no histogram; it is made of what is followed')),
    /** A young node has no estimate at all: another source may. */
    async estimates(targets, signal) {
      const calls = targets.map((target) => ({ method: 'estimatesmartfee', params: [target], schema: feeEstimate }));
      const told = await rpc.batch(calls, signal);
      const rates = told.map((each) =>
        each instanceof RpcRefusal || each.feerate === undefined ? null : satPerVbyte(each.feerate)
      );
      if (rates.every((rate) => rate === null))
        throw new NotAskable(NODE_SOURCE, 'the node has no estimate of fees yet');
      return { source: SOURCE, rates };
    }
  };
}
