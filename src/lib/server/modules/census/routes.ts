/** Which function answers which endpoint about nodes. */
import { nodes } from '../../../contract/census/nodes.ts';
import { serve, type Route } from '../../platform/http/serve.ts';
import type { ReadContext } from '../ledger/module.ts';
import { readNodes } from './read/nodes.ts';

export function censusRoutes({ context }: { context: ReadContext }): Route[] {
  return [serve(nodes, (input) => readNodes(context, input))];
}
