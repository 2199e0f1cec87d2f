/** The record of administrative calls. */
import { randomUUID } from 'node:crypto';
import type * as wire from '../../../contract/admin/admin.ts';
import type { Answer } from '../../../contract/kit/endpoint.ts';
import type { AuditEntry } from '../../platform/http/deps.ts';
import type { Store } from '../../platform/store/store.ts';
import type { ReadContext } from '../ledger/module.ts';

export async function readAudit(
  { store }: Pick<ReadContext, 'store'>,
  { query: { limit } }: { query: { limit: number } }
): Promise<Answer<typeof wire.audit>> {
  return { entries: await store.query('audit_list', { limit }) };
}

/** Writes one call down. */
export function createAuditRecord(store: Store, now: () => number): (entry: AuditEntry) => Promise<void> {
  return async (entry) => {
    await store.query('audit_append', { id: randomUUID(), now: now(), ...entry });
  };
}
