/** What every answer about a chain says of itself, and how deep a block lies. */
import { UpstreamError } from '../../../platform/errors.ts';
import type { SourceName, Tip } from '../../../chains/chain.ts';
import type { Explorer } from '../../../chains/explorer.ts';

/** A page gives up after five seconds. */
const PATIENCE_MS = 20_000;

export interface ExplorerDeps {
  explorer: Explorer;
  /** Unix seconds. */
  now: () => number;
}

export const patience = () => AbortSignal.timeout(PATIENCE_MS);

export async function originOf({ explorer, now }: ExplorerDeps, source: SourceName, signal: AbortSignal) {
  return { chain: explorer.profile.id, ticker: await explorer.ticker(signal), source, asOf: now(), stale: false };
}

/** null: nobody tells how high the chain is. */
export async function tipOf({ explorer }: ExplorerDeps, signal: AbortSignal): Promise<Tip | null> {
  return explorer.tip(signal).catch((error: unknown) => {
    if (error instanceof UpstreamError) return null;
    throw error;
  });
}

/** 0 in the mempool; null where the tip is not known, or an older one than the block. */
export function confirmationsOf(height: number | null, tip: Tip | null): number | null {
  if (height === null) return 0;
  return tip === null ? null : Math.max(1, tip.height - height + 1);
}

export async function readTip(deps: ExplorerDeps) {
  const signal = patience();
  const { height, hash, time, source } = await deps.explorer.tip(signal);
  return { ...(await originOf(deps, source, signal)), height, hash, time };
}
