/**
 * Where apps run: one row per app and node, as the nodes broadcast it every hour. Rows outlive a crashed app by up to two
 * hours; expired ones are handed out as well, for the reader to judge.
 */
import { z } from 'zod';
import type { AppLocation } from '../../domain/census.ts';
import { readRows, type Chunks } from './document.ts';
import type { Host } from './http.ts';
import { addressField } from './machine-address.ts';

const SOURCE = 'app-locations';

const timeField = z.iso.datetime({ offset: true }).transform((time) => Math.floor(Date.parse(time) / 1000));

const location = z
  .object({
    name: z.string().min(1),
    ip: addressField,
    expireAt: timeField,
    /** Absent on old rows. */
    runningSince: timeField.nullish().catch(null)
  })
  .transform(({ name, ip, expireAt, runningSince }): AppLocation => ({
    appName: name,
    ip,
    expiresAt: expireAt,
    runningSince: runningSince ?? null
  }));

export function askAppLocations(host: Host, signal: AbortSignal): Promise<AppLocation[]> {
  return host.document('/apps/locations', { source: SOURCE, signal, read: readLocations });
}

function readLocations(chunks: Chunks, signal: AbortSignal): Promise<AppLocation[]> {
  const read = (row: unknown) => location.safeParse(row).data ?? null;
  return readRows(chunks, { source: SOURCE, signal, what: 'locations', read });
}
