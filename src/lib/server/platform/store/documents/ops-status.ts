/**
 * What the operations on history remember, beside what they need to know of the ledger. A damaged document of their own
 * counts as none: the next check, backup, drill or look makes it anew.
 */
import { backupStatus } from './backup-status.ts';
import type { Documents, NewDocuments } from './document.ts';
import { historyStatus } from './history-status.ts';
import { ledgerStatus } from './ledger-status.ts';
import { readStatus, statusInput } from './sync-status.ts';
import type { EventDraft } from '../rows.ts';
import type { Store } from '../store.ts';
import type { WorkDeps, Run } from '../../jobs/run.ts';

const { revenue, tracked } = ledgerStatus;
const own = { ...historyStatus, ...backupStatus };
const schemas = { ...own, revenue, tracked };
const remade = ['snapshots', 'categories', 'nodeHistory', 'bootstrap', 'backup', 'drill'] as const;

export function readOpsStatus(store: Store): Promise<Documents<typeof schemas>> {
  return readStatus(store, schemas, remade);
}

/** `events`: what follows from them. */
export async function storeOpsStatus(
  { store, now }: Pick<WorkDeps, 'store' | 'now'>,
  { lease }: Pick<Run, 'lease'>,
  entries: NewDocuments<typeof own>,
  events: readonly EventDraft[] = []
): Promise<void> {
  await store.query('tell', { ...lease, status: statusInput(entries), events, now: now() });
}
