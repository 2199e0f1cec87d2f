/**
 * Current specifications of all apps. `height` is that of the message that set the spec and moves with each update.
 *
 * Names are told apart by case. Should the list hold one name twice, the newer spec is the app's.
 */
import { z } from 'zod';
import type { AppSpec } from '../../domain/census.ts';
import { readRows, type Chunks } from './document.ts';
import type { Host } from './http.ts';
import { hashField, specification } from './specification.ts';
import { heightField } from './transaction-fields.ts';

const SOURCE = 'app-specs';
/** Of specs before v3, which do not say. */
const DEFAULT_INSTANCES = 3;

const message = z.object({ hash: hashField, height: heightField });

export function askAppSpecs(host: Host, signal: AbortSignal): Promise<AppSpec[]> {
  return host.document('/apps/globalappsspecifications', { source: SOURCE, signal, read: readSpecs });
}

async function readSpecs(chunks: Chunks, signal: AbortSignal): Promise<AppSpec[]> {
  const byName = new Map<string, AppSpec>();
  for (const spec of await readRows(chunks, { source: SOURCE, signal, what: 'specifications', read: readSpec })) {
    const known = byName.get(spec.name);
    if (known === undefined || known.height < spec.height) byName.set(spec.name, spec);
  }
  return [...byName.values()];
}

function readSpec(row: unknown): AppSpec | null {
  const setBy = message.safeParse(row).data;
  const spec = specification.safeParse(row).data;
  if (setBy === undefined || spec === undefined) return null;
  return { ...spec, ...setBy, instances: spec.instances ?? DEFAULT_INSTANCES };
}
