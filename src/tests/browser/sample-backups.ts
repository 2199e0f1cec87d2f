/** Backups as an operator may find them: two of a day, one that broke off, one that is damaged, one of the original. */
import type { Answer } from '../../lib/contract/kit/endpoint.ts';
import type { backups } from '../../lib/contract/backup/admin-backup.ts';

const runOf = (date: string, time: string) => `flux/${date}/${date.replaceAll('-', '')}T${time}Z-1a2b3c4d`;
const own = { kind: 'own' } as const;
const complete = { ...own, state: 'complete', reason: null } as const;
const nothing = { createdAt: null, rows: null, bytes: null } as const;
const NEWEST = runOf('2026-03-18', '120000');

export const sampleBackups: Answer<typeof backups>['backups'] = [
  { ...complete, name: NEWEST, date: '2026-03-18', createdAt: 1_773_835_200, rows: 174_605, bytes: 9_474_346 },
  {
    ...complete,
    name: runOf('2026-03-18', '060000'),
    date: '2026-03-18',
    createdAt: 1_773_813_600,
    rows: 174_001,
    bytes: 9_400_000
  },
  { ...nothing, ...own, name: runOf('2026-03-17', '120000'), date: '2026-03-17', state: 'incomplete', reason: null },
  {
    ...nothing,
    ...own,
    name: runOf('2026-03-16', '120000'),
    date: '2026-03-16',
    state: 'refused',
    reason: 'its manifest is damaged'
  },
  {
    ...nothing,
    kind: 'original',
    name: 'flux/2025-11-01',
    date: '2025-11-01',
    state: 'complete',
    reason: null,
    bytes: 20_500_000
  }
];

/** As an installation remembers it; the newest was proven. */
export function backupStatus(now: number): Record<string, { value: string }> {
  const last = { name: NEWEST, createdAt: now - 3_600, rows: 174_605, bytes: 9_474_346, durationMs: 6_980 };
  const backup = { last, failures: 2, failedAt: now - 600, error: 'bucket: put x: NoSuchBucket (make the bucket)' };
  const drill = { at: now - 1_800, ok: true, backup: NEWEST, durationMs: 11_000, error: null };
  return { backup: { value: JSON.stringify(backup) }, drill: { value: JSON.stringify(drill) } };
}
