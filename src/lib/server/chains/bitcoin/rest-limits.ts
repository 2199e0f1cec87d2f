/** How often the service at MEMPOOL_URL is asked, by all who ask it. */
import type { HostLimits } from '../../platform/upstream/host-limits.ts';

const limits = { inFlight: 2, timeoutMs: 15_000, patienceMs: 2_000 };
/** Its limits are not told, and who passes them often is banned for a while. */
const publicLimits = { ...limits, perSecond: 0.5, unsaidWaitMs: 60_000 };
const ownLimits = { ...limits, inFlight: 4, perSecond: 20 };

/** Whoever serves all the world for nothing is asked once in two seconds; an own service can take more. */
export function restLimits(url: string): Partial<HostLimits> {
  const isPublic = /(^|\.)(mempool\.space|blockstream\.info)$/.test(new URL(url).hostname);
  return isPublic ? publicLimits : ownLimits;
}
