/** Two databases that only say what a test needs: the standby is empty, and switching always works. */
import type { FailoverPort } from '../../lib/server/modules/failover/port.ts';
import { NOON } from './factories.ts';

export function standInFailover(): FailoverPort {
  let active: 'primary' | 'failover' = 'primary';
  let epoch = 0;
  let reason = '';
  return {
    state: () => ({
      isConfigured: true,
      active,
      epoch,
      circuits: { primary: 'CLOSED', failover: 'OPEN' },
      at: epoch === 0 ? null : NOON,
      reason
    }),
    compare: () =>
      Promise.resolve({
        reachable: { primary: true, failover: true },
        epoch: { primary: epoch, failover: epoch },
        newestSnapshot: { primary: '2026-03-17', failover: null },
        cursors: [{ address: 't3Tracked', primary: 2_099_941, failover: null }],
        tables: [
          { name: 'jobs', primary: 7, failover: 7 },
          { name: 'revenue_transactions', primary: 123_456, failover: 0 }
        ]
      }),
    switchTo(to, why) {
      active = to;
      epoch++;
      reason = why;
      return Promise.resolve();
    }
  };
}
