/** Which function answers which endpoint about nodes. */
import { nodeDetail, nodePlaces, nodes } from '../../../contract/census/nodes.ts';
import { serve, type Route } from '../../platform/http/serve.ts';
import type { ReadContext } from '../ledger/module.ts';
import { readNode, readNodePlaces, readNodes } from './read/nodes.ts';

export function censusRoutes({ context }: { context: ReadContext }): Route[] {
  return [
    serve(nodes, (input) => readNodes(context, input)),
    serve(nodePlaces, (input) => readNodePlaces(context, input)),
    serve(nodeDetail, (input) => readNode(context, input))
  ];
}
