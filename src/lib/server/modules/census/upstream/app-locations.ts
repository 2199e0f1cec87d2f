/**
 * Where apps run: one row per app and node, as the nodes broadcast it every hour. Rows outlive a crashed app by up to two
 * hours; expired ones are handed out as well, for the reader to judge.
 */
import { z } from 'zod';
import type { AppLocation } from '../../../../domain/census/census.ts';
import { readRows, type Chunks } from '../../../platform/upstream/document.ts';
import type { Host } from '../../../platform/upstream/http.ts';
import { addressField } from '../../../platform/upstream/machine-address.ts';
import { tallyOdd } from '../../../platform/upstream/odd-rows.ts';

const SOURCE = 'app-locations';

/** How long a broadcast is believed, where the row does not say until when. */
const BROADCAST_SECONDS = 7_500;
const MAX_SKIPPED_SHARE = 0.1;

const timeField = z.iso.datetime({ offset: true }).transform((time) => Math.floor(Date.parse(time) / 1000));

const location = z
  .object({
    name: z.string().min(1),
    ip: addressField,
    expireAt: timeField.nullish(),
    broadcastedAt: timeField.nullish().catch(null),
    /** Absent on old rows. */
    runningSince: timeField.nullish().catch(null),
    /** Where an app has named instances, several of which may run on one node. */
    replica: z
      .union([z.string().min(1), z.int().transform(String)])
      .nullish()
      .catch(null)
  })
  .transform(({ name, ip, expireAt, broadcastedAt, runningSince, replica }, context): AppLocation => {
    const expiresAt = expireAt ?? (broadcastedAt ? broadcastedAt + BROADCAST_SECONDS : null);
    if (expiresAt === null) context.addIssue('does not say until when it is to be believed');
    return {
      appName: name,
      ip,
      replica: replica ?? null,
      expiresAt: expiresAt ?? 0,
      runningSince: runningSince ?? null
    };
  });

export function askAppLocations(host: Host, signal: AbortSignal): Promise<AppLocation[]> {
  return host.document('/apps/locations', {
    source: SOURCE,
    signal,
    read: (chunks, inTime) => readLocations(chunks, inTime, (note) => host.note(SOURCE, note))
  });
}

async function readLocations(
  chunks: Chunks,
  signal: AbortSignal,
  note: (text: string | null) => void
): Promise<AppLocation[]> {
  const what = 'locations';
  const odd = tallyOdd(what);
  const read = (row: unknown) => {
    const { data, error } = location.safeParse(row);
    if (error !== undefined) odd.addUnreadable(nameOf.safeParse(row).data?.name ?? null, error);
    return data ?? null;
  };
  const rows = await readRows(chunks, { source: SOURCE, signal, what, read, maxSkippedShare: MAX_SKIPPED_SHARE });
  note(odd.told(rows.length + odd.unreadable));
  return rows;
}

const nameOf = z.object({ name: z.string().min(1) });
