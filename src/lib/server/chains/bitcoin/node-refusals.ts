/** What a node's refusals mean for who asked: no such thing, or a thing that this node cannot tell of. */
import type { UpstreamError } from '../../platform/errors.ts';
import { TransactionUnknown } from '../../platform/upstream/failures.ts';
import { BlockUnknown, NotAskable } from '../chain-failures.ts';
import { NODE_SOURCE } from './rpc.ts';
import { isMethodUnknown, isPruned, isUnknown, RpcRefusal } from './rpc-refusal.ts';

/** A node's refusal in the words of chains. */
export function saying(asked: { block: string | number } | { txid: string }): (error: unknown) => never {
  return (error) => {
    if (!(error instanceof RpcRefusal)) throw error;
    throw meaningOf(error, asked);
  };
}

export function meaningOf(refusal: RpcRefusal, asked: { block: string | number } | { txid: string }): UpstreamError {
  const options = { cause: refusal };
  if (/-txindex|in the process of being indexed/i.test(refusal.message)) {
    return new NotAskable(NODE_SOURCE, 'the node has no complete index of transactions (txindex)', options);
  }
  if (isPruned(refusal)) return new NotAskable(NODE_SOURCE, 'the node has pruned this block', options);
  if (isMethodUnknown(refusal)) return new NotAskable(NODE_SOURCE, 'the node does not know this call', options);
  if (!isUnknown(refusal)) return refusal;
  return 'txid' in asked
    ? new TransactionUnknown(NODE_SOURCE, asked.txid, options)
    : new BlockUnknown(NODE_SOURCE, asked.block, options);
}
