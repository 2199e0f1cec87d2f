/** Which function answers which endpoint about integrity. */
import { integrity } from '../../../contract/integrity/integrity.ts';
import { serve, type Route } from '../../platform/http/serve.ts';
import type { ReadContext } from '../ledger/module.ts';
import { readIntegrity } from './read/integrity.ts';

export function integrityRoutes({ context }: { context: ReadContext }): Route[] {
  return [serve(integrity, () => readIntegrity(context.store))];
}
