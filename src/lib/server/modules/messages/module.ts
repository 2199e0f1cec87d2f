/** Registration and update messages of apps: which app a payment is for. */
import { defineModule } from '../../platform/module.ts';

export type { AppMessages } from './upstream/ports.ts';
export { type AskedHashes, createMessageLoader, type MessageLoader, storeMessages } from './ingest/messages.ts';

export const messages = defineModule({ name: 'messages' });
