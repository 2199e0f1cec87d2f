/** Which function answers which endpoint about changed shapes. */
import * as wire from '../../../contract/drift/drift.ts';
import { serve, type Route } from '../../platform/http/serve.ts';
import type { ReadContext } from '../ledger/module.ts';
import { acceptDrift } from './desk.ts';
import { readDrifts } from './read/drifts.ts';

export function driftRoutes({ context }: { context: ReadContext }): Route[] {
  return [
    serve(wire.drifts, async () => ({ drifts: await readDrifts(context.store) })),
    serve(wire.acceptDrift, ({ params: { name } }) => acceptDrift(context, name))
  ];
}
