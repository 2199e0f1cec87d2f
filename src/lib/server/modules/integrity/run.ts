/** Makes every check and stores what it found. Nothing is mended: that is a replay, which an operator asks for. */
import type { Run } from '../../platform/jobs/run.ts';
import type { Check, CheckDeps } from './checks/check.ts';
import { checkEvents } from './checks/events.ts';
import { checkReceived } from './checks/received.ts';
import { checkRollups } from './checks/rollups.ts';
import { checkSubscriptions } from './checks/subscriptions.ts';

const checks: Record<string, Check> = {
  received: checkReceived,
  rollups: checkRollups,
  events: checkEvents,
  subscriptions: checkSubscriptions
};

/** Of each check; how many differ is told in full. */
const MOST_FINDINGS = 100;

/** Resolves with how much differs, by check. */
export async function checkIntegrity(deps: CheckDeps, run: Run): Promise<Record<string, number>> {
  const result: Record<string, number> = {};
  const names = Object.keys(checks);
  for (const [index, [name, check]] of Object.entries(checks).entries()) {
    run.progress(index, names.length);
    const { rows, differences, note } = await check(deps, run);
    const findings = differences.slice(0, MOST_FINDINGS).map(({ key, ...sides }) => [key, sides] as const);
    if (differences.length > 0) deps.log.error({ check: name, differences: differences.length }, 'integrity violated');
    await deps.store.query('store_integrity', {
      ...run.lease,
      name,
      row_count: rows,
      differences: differences.length,
      note,
      findings: Object.fromEntries(findings),
      now: deps.now()
    });
    result[name] = differences.length;
  }
  run.progress(names.length, names.length);
  return result;
}
