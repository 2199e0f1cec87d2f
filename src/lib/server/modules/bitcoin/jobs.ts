/** The job of Bitcoin: what was seen is kept. With Bitcoin switched off there is none. */
import type { BitcoinSources } from '../../chains/bitcoin/open-bitcoin.ts';
import type { JobDefinition } from '../../platform/jobs/job.ts';
import type { Leases } from '../../platform/jobs/leases.ts';
import type { WorkDeps } from '../../platform/jobs/run.ts';
import { underLease } from '../../platform/jobs/under-lease.ts';
import { createWatch } from './ingest/watch.ts';

const EVERY_MS = 10_000;
const DELAY_MS = 2_000;

export interface BitcoinJobDeps extends WorkDeps {
  leases: Leases;
  /** null: switched off. */
  bitcoin: BitcoinSources | null;
}

export function bitcoinJobs(deps: BitcoinJobDeps): JobDefinition[] {
  const { bitcoin, leases } = deps;
  if (bitcoin === null) return [];
  const under = underLease(leases);
  const watch = createWatch({ ...deps, bitcoin });
  return [
    {
      name: 'bitcoin-watch',
      everyMs: EVERY_MS,
      delayMs: DELAY_MS,
      // Answers about Bitcoin are kept for seconds: what is kept of the rest need not be dropped for it.
      run: under('bitcoin', watch)
    }
  ];
}
