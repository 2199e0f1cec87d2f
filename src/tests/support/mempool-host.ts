/** The service at MEMPOOL_URL as only the chain of Bitcoin asks it; whoever opens it closes it. */
import { restLimits } from '../../lib/server/chains/bitcoin/rest-limits.ts';
import { createHost, type Host } from '../../lib/server/platform/upstream/http.ts';

export function mempoolAt(baseUrl: string, now: () => number): Host {
  return createHost({ baseUrl, sources: ['bitcoin-rest'], now, limits: restLimits(baseUrl) });
}
