/**
 * The node's mempool, followed: ids at each look, the content of what is new. Asking for everything at once would be hundreds
 * of megabytes when it is full.
 *
 * Known is what was read since this process began; of a full mempool it takes a few looks until all of it is. A mempool of
 * more than so many transactions is not followed at all: its list alone would hold up everything else.
 */
import { z } from 'zod';
import { satOfCoins } from '../../../domain/bitcoin/amounts.ts';
import { NotAskable } from '../chain-failures.ts';
import { hash, mempoolEntry, mempoolInfo, nodeTransaction } from './node-shapes.ts';
import { NODE_SOURCE, type Rpc } from './rpc.ts';
import { RpcRefusal } from './rpc-refusal.ts';

const MAX_FOLLOWED = 60_000;
const NEW_PER_LOOK = 1_000;

export interface Waiting {
  txid: string;
  vsize: number;
  feeSat: bigint;
  /** Satoshi per virtual byte, of it with all that it needs. */
  rate: number;
  /** Of all outputs; null where one is hidden. */
  amountSat: bigint | null;
  /** When the node first had it, unix seconds. */
  since: number;
}

export interface FollowedMempool {
  /** Of all that is known now. */
  waiting: Waiting[];
  /** How many there are. */
  total: number;
  /** Those that this look has brought. */
  fresh: Waiting[];
}

export interface MempoolFollower {
  /** Throws NotAskable for one that is too large to follow. */
  look(signal: AbortSignal): Promise<FollowedMempool>;
}

const amounts = nodeTransaction.pick({ vout: true });

export function createMempoolFollower(rpc: Rpc): MempoolFollower {
  let known = new Map<string, Waiting>();

  async function read(txids: readonly string[], signal: AbortSignal): Promise<Waiting[]> {
    const [entries, contents] = await Promise.all([
      rpc.batch(
        txids.map((txid) => ({ method: 'getmempoolentry', params: [txid], schema: mempoolEntry })),
        signal
      ),
      rpc.batch(
        txids.map((txid) => ({ method: 'getrawtransaction', params: [txid, 1], schema: amounts })),
        signal
      )
    ]);
    return txids.flatMap((txid, place) => {
      const [entry, content] = [entries[place], contents[place]];
      // It has left since the list was made.
      if (entry === undefined || content === undefined) return [];
      if (entry instanceof RpcRefusal || content instanceof RpcRefusal) return [];
      const feeSat = satOfCoins(entry.fees.base);
      const isWhole = content.vout.every(({ value }) => value !== undefined);
      return [
        {
          txid,
          vsize: entry.vsize,
          feeSat,
          rate: Number(satOfCoins(entry.fees.ancestor)) / entry.ancestorsize,
          amountSat: isWhole ? content.vout.reduce((sum, { value }) => sum + satOfCoins(value ?? 0), 0n) : null,
          since: entry.time
        }
      ];
    });
  }

  return {
    async look(signal) {
      const { size } = await rpc.call({ method: 'getmempoolinfo', schema: mempoolInfo }, signal);
      if (size > MAX_FOLLOWED) throw new NotAskable(NODE_SOURCE, `the mempool of the node is too large to follow`);
      const txids = await rpc.call({ method: 'getrawmempool', schema: z.array(hash) }, signal);
      const unread = txids.filter((txid) => !known.has(txid)).slice(0, NEW_PER_LOOK);
      const fresh = await read(unread, signal);
      const all = new Map([...known, ...fresh.map((each) => [each.txid, each] as const)]);
      const waiting = txids.flatMap((txid) => all.get(txid) ?? []);
      known = new Map(waiting.map((each) => [each.txid, each]));
      return { waiting, total: txids.length, fresh };
    }
  };
}
