/** The Flux chain's clients, each of whose answers tells what it says of time and height. */
import type { Blockbook, Daemon } from './ports.ts';

export interface Witness {
  /** The height that a node has just named as its tip. */
  sawTip: (height: number) => void;
  /** The header time of a block of the best chain, unix seconds. */
  sawBlock: (time: number) => void;
}

export function witnessed(
  { daemon, blockbook }: { daemon: Daemon; blockbook: Blockbook },
  { sawTip, sawBlock }: Witness
): { daemon: Daemon; blockbook: Blockbook } {
  return {
    daemon: {
      ...daemon,
      async tip(signal) {
        const height = await daemon.tip(signal);
        sawTip(height);
        return height;
      },
      async blockHeader(hash, signal) {
        const header = await daemon.blockHeader(hash, signal);
        if (!header.isOrphan) sawBlock(header.time);
        return header;
      }
    },
    blockbook: {
      ...blockbook,
      async blockTime(height, signal) {
        const time = await blockbook.blockTime(height, signal);
        sawBlock(time);
        return time;
      }
    }
  };
}
