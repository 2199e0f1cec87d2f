import type { Answer } from '../../../contract/kit/endpoint.ts';
import type { Differences, failoverStatus } from '../../../contract/failover/failover.ts';

type FailoverStatus = Answer<typeof failoverStatus>;

/** Two databases as one: structurally the store's failover with the report of ops. */
export interface FailoverPort {
  state: () => Pick<FailoverStatus, 'active' | 'epoch'> & {
    isConfigured: boolean;
    circuits: { primary: FailoverStatus['circuit']['failover']; failover: FailoverStatus['circuit']['failover'] };
    /** Unix seconds; null before anybody has switched. */
    at: number | null;
    reason: string;
  };
  compare: () => Promise<Differences>;
  switchTo: (to: FailoverStatus['active'], reason: string) => Promise<unknown>;
}
