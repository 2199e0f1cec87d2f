/** How the public REST is asked, and its way of saying no: plain text where it speaks esplora, JSON where it is its own. */
import { z } from 'zod';
import type { Host } from '../../platform/upstream/http.ts';

export const REST_SOURCE = 'bitcoin-rest';

export type Ask = <T>(path: string, schema: z.ZodType<T>, signal: AbortSignal) => Promise<T>;

const refusal = z.object({ error: z.string() });

export function asking(host: Host): Ask {
  return (path, schema, signal) => host.json(path, { source: REST_SOURCE, schema, signal, refusalIn });
}

/** A page of HTML comes of what stands in front of the service, and is no answer of its own. */
function refusalIn(body: unknown, text: string): string | null {
  const told = refusal.safeParse(body).data?.error;
  if (told !== undefined) return told;
  const line = text.trim();
  return line !== '' && line.length < 200 && !line.startsWith('<') && !line.includes('Cannot GET') ? line : null;
}
