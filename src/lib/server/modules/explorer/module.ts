/** The explorer of chains: what blocks, transactions and addresses look like to whoever asks, and Flux's own. */
import { defineModule } from '../../platform/module.ts';

export { readAddress } from './read/address.ts';
export { readBlock, readBlocks } from './read/blocks.ts';
export { explained } from './read/explained.ts';
export { readTransaction } from './read/transaction.ts';
export type { ExplorerDeps } from './read/origin.ts';

export const explorer = defineModule({ name: 'explorer' });
