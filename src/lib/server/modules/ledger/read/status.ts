/** Entries of the ingest state, checked: one that cannot be read is an error, one that is missing is null. */
import * as z from 'zod';
import type { Store } from '../../../platform/store/store.ts';

const Time = z.int().min(0);

/** How the last reading of a census document went. */
const DocumentReport = z.object({
  lastRun: Time,
  lastSuccess: Time.nullable(),
  ok: z.boolean(),
  durationMs: z.int().min(0),
  rows: z.int().min(0).nullable(),
  error: z.string().nullable()
});

const entries = {
  census: z.object({ completedAt: Time, documents: z.record(z.string(), DocumentReport) }),
  snapshots: z.object({ lastSuccess: Time.nullable(), lastError: z.string().nullable() }),
  bootstrap: z.object({ at: Time }),
  backup: z.object({
    last: z.object({ name: z.string(), createdAt: Time, rows: Time, bytes: Time, durationMs: Time }).nullable(),
    failures: z.int().min(0),
    failedAt: Time.nullable(),
    error: z.string().nullable()
  }),
  drill: z.object({
    at: Time,
    ok: z.boolean(),
    backup: z.string().nullable(),
    durationMs: z.int().min(0),
    error: z.string().nullable()
  })
};
type Entries = typeof entries;

export async function readStatus<N extends keyof Entries>(store: Store, name: N): Promise<z.infer<Entries[N]> | null> {
  const row = (await store.query('sync_status', {})).find((entry) => entry.name === name);
  return row === undefined ? null : (entries[name].parse(JSON.parse(row.value)) as z.infer<Entries[N]>);
}

/** When a document of the census was last read well; null: never. */
export async function lastReadAt(store: Store, document: 'app-specs' | 'node-list'): Promise<number | null> {
  return (await readStatus(store, 'census'))?.documents[document]?.lastSuccess ?? null;
}
