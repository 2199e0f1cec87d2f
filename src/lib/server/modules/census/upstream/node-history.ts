/**
 * Node counts of the last 30 days, which only the statistics service remembers: about 2,600 points by milliseconds.
 *
 * A round that went wrong is remembered with zeros; such points, and those that cannot be read, are left out.
 */
import { z } from 'zod';
import type { PerTier } from '../../../../domain/census/census.ts';
import type { Host } from '../../../platform/upstream/http.ts';

const count = z.int().positive();
const point = z.object({ cumulus: count, nimbus: count, stratus: count });
const timeMs = z.string().regex(/^\d{13}$/);

const history = z.record(z.string(), z.unknown()).transform((told, context) => {
  const points = Object.entries(told).flatMap(([time, counts]): ({ at: number } & PerTier<number>)[] => {
    const read = point.safeParse(counts).data;
    return read === undefined || !timeMs.safeParse(time).success
      ? []
      : [{ at: Math.floor(Number(time) / 1000), ...read }];
  });
  if (points.length === 0) context.addIssue('has no counts');
  return points.sort((a, b) => a.at - b.at);
});

export function askNodeHistory(host: Host, signal: AbortSignal): Promise<({ at: number } & PerTier<number>)[]> {
  return host.json('/fluxhistorystats', { source: 'stats', signal, schema: history, dialect: 'fluxos' });
}
