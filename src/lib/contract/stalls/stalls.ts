/** Stalls: sources that have told nothing for too long. Each is shown until an operator clears it. */
import * as z from 'zod';
import { endpoint } from '../kit/endpoint.ts';

const Cleared = z.strictObject({
  source: z.string(),
  cleared: z.boolean().describe('false: it was not latched')
});

const clearing = {
  method: 'POST',
  auth: 'admin',
  body: z.strictObject({}).optional(),
  response: Cleared
} as const;

export const clearStall = endpoint({
  ...clearing,
  id: 'clearStall',
  path: '/api/admin/sources/:name/stall/clear',
  summary:
    'Lets go of the stall of a source: chain, census, or one that /api/health names. 409 while it still tells nothing',
  params: z.strictObject({ name: z.string().min(1).max(100) })
});

export const clearIndexerStall = endpoint({
  ...clearing,
  id: 'clearIndexerStall',
  path: '/api/admin/indexer/stall/clear',
  summary: 'The same for the chain'
});
