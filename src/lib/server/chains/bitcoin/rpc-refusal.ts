/** An answer of "no" by a node: its code and words. The node works; what it was asked it does not have or do. */
import { DefiniteNo, quoteShort } from '../../platform/upstream/failures.ts';

export class RpcRefusal extends DefiniteNo {
  override name = 'RpcRefusal';
  readonly rpc: number;
  constructor(source: string, { code, message }: { code: number; message: string }) {
    super(source, `${quoteShort(message)} (${code})`, code);
    this.rpc = code;
  }
}

/** -5: no such block or transaction; -8: no such height. */
export const isUnknown = ({ rpc }: RpcRefusal) => rpc === -5 || rpc === -8;

/** Pruned, or not downloaded yet. */
export const isPruned = ({ message }: RpcRefusal) =>
  /pruned|not found on disk|not fully downloaded|undo data/i.test(message);

export const isMethodUnknown = ({ rpc }: RpcRefusal) => rpc === -32_601;
