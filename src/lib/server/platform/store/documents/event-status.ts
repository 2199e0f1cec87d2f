/** What is remembered of figures and sources so that a change of theirs is told once. One that is damaged begins anew. */
import * as z from 'zod';
import type { EventDraft } from '../rows.ts';
import { Time } from './fields.ts';
import type { Documents, NewDocuments } from './document.ts';
import { readStatus, statusInput } from './sync-status.ts';
import type { Run, WorkDeps } from '../../jobs/run.ts';
import type { Store } from '../store.ts';

const Marks = z.array(z.object({ at: Time, value: z.number() })).readonly();

const schemas = {
  /** By tier. */
  'marks-nodes': z.record(z.string(), Marks),
  'marks-price': Marks,
  /** The block up to which terms are told to be over, or soon to be. */
  'marks-subscriptions': z.object({ height: z.int(), time: Time }),
  /** By source, as it was last told of. */
  'marks-sources': z.record(z.string(), z.object({ state: z.enum(['well', 'failing']), since: Time }))
};

export function readMarks(store: Store): Promise<Documents<typeof schemas>> {
  return readStatus(store, schemas, Object.keys(schemas) as (keyof typeof schemas)[]);
}

/** In one transaction with what it tells. */
export async function tellMarks(
  { store, now }: Pick<WorkDeps, 'store' | 'now'>,
  { lease }: Pick<Run, 'lease'>,
  { marks, events }: { marks: NewDocuments<typeof schemas>; events: readonly EventDraft[] }
): Promise<void> {
  await store.query('tell', { ...lease, status: statusInput(marks), events, now: now() });
}
