/** The explorer of chains: what blocks, transactions and addresses look like to whoever asks, and Flux's own. */
import { defineModule } from '../../platform/module.ts';
import { explorerRoutes } from './routes.ts';
import { fluxSearchers } from './searchers.ts';

export { readAddress } from './read/address.ts';
export { readBlock, readBlocks } from './read/blocks.ts';
export { explained } from './read/explained.ts';
export { readTransaction } from './read/transaction.ts';
export { chainSearchers } from './searchers.ts';

export const explorer = defineModule({ name: 'explorer', routes: explorerRoutes, searchers: fluxSearchers });
