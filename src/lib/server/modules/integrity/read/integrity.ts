/** What the checks found last. */
import type { Integrity } from '../../../../contract/integrity/integrity.ts';
import type { Store } from '../../../platform/store/store.ts';

const MOST_FINDINGS = 400;

export async function readIntegrity(store: Store): Promise<Integrity> {
  const [checks, findings] = await Promise.all([
    store.query('integrity_checks', {}),
    store.query('integrity_findings', { limit: MOST_FINDINGS })
  ]);
  const times = checks.map(({ checked_at }) => checked_at);
  return {
    checkedAt: times.length === 0 ? null : Math.max(...times),
    ok: checks.length === 0 ? null : checks.every(({ differences }) => differences === 0),
    checks: checks.map(({ name, checked_at, row_count, differences, note }) => ({
      name,
      checkedAt: checked_at,
      rows: row_count,
      differences,
      note
    })),
    findings: findings.map(({ check_name, key, expected, found, first_seen }) => ({
      check: check_name,
      key,
      expected,
      found,
      since: first_seen
    }))
  };
}
