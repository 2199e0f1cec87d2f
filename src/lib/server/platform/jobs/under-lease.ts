/** Work of a job under a lease: its writes are refused once another process has taken it over. */
import { Conflict } from '../errors.ts';
import type { Run } from './run.ts';
import type { LeaseName, Leases } from './leases.ts';
import type { JobContext } from './job.ts';

export type UnderLease = <T>(
  lease: LeaseName,
  work: (run: Run, context: JobContext) => Promise<T>
) => (context: JobContext) => Promise<T>;

/** Held elsewhere, the lease says that somebody else is doing it: a Conflict, which a schedule takes for no event. */
export function underLease(leases: Leases): UnderLease {
  return (lease, work) => async (context) => {
    const result = await leases.hold(lease, context.signal, async (held, signal) => ({
      value: await work({ lease: held, signal, progress: context.progress }, context)
    }));
    if (result === null) throw new Conflict(`another process holds the lease ${lease}`, '');
    return result.value;
  };
}
