/** Which function answers which endpoint about stalls. */
import * as wire from '../../../contract/stalls/stalls.ts';
import { serve, type Route } from '../../platform/http/serve.ts';
import type { SourceState } from '../../platform/upstream/source-state.ts';
import type { ReadContext } from '../ledger/module.ts';
import { clearStall } from './desk.ts';

export interface StallRouteDeps {
  context: ReadContext;
  health: { sources: () => SourceState[] };
}

export function stallRoutes({ context, health }: StallRouteDeps): Route[] {
  const clear = (source: string) => clearStall({ store: context.store, sources: health.sources }, source);
  return [
    serve(wire.clearStall, ({ params: { name } }) => clear(name)),
    serve(wire.clearIndexerStall, () => clear('chain'))
  ];
}
