/** Test support: every endpoint that the product's modules register, in their order. */
import type { Endpoint } from '../../lib/contract/kit/endpoint.ts';
import { routesOf, type RouteDeps } from '../../lib/server/modules.ts';

/** Routes are made without asking anything; what they are given is looked at when one is called. */
export const routes: readonly Endpoint[] = routesOf({ version: '0.0.0' } as RouteDeps).map(({ endpoint }) => endpoint);
