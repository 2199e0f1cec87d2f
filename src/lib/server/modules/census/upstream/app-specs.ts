/**
 * Current specifications of all apps. `height` is that of the message that set the spec and moves with each update.
 *
 * Names are told apart by case. Should the list hold one name twice, the newer spec is the app's. A specification of a kind
 * that is not known is an app all the same; only where most are like that the format has changed: figures of what runs
 * would fall without a reason.
 */
import { z } from 'zod';
import type { AppSpec } from '../../../../domain/census/census.ts';
import { estimateTime } from '../../../../domain/time/chain-clock.ts';
import { UpstreamError } from '../../../platform/errors.ts';
import { readRows, type Chunks } from '../../../platform/upstream/document.ts';
import type { Host } from '../../../platform/upstream/http.ts';
import { countField } from '../../../chains/flux/loose-fields.ts';
import { tallyOdd } from '../../../platform/upstream/odd-rows.ts';
import { hashField, specification } from '../../../chains/flux/specification.ts';
import { heightField } from '../../../chains/flux/transaction-fields.ts';

const SOURCE = 'app-specs';
const MAX_UNKNOWN_SHARE = 0.5;
const MAX_SKIPPED_SHARE = 0.1;

/** The newest version that has no number of instances, and what the network takes for it. */
const LAST_WITHOUT_INSTANCES = 2;
const DEFAULT_INSTANCES = 3;

const message = z.object({ hash: hashField, height: countField.pipe(heightField) });

export function askAppSpecs(host: Host, signal: AbortSignal): Promise<AppSpec[]> {
  return host.document('/apps/globalappsspecifications', {
    source: SOURCE,
    signal,
    read: (chunks, inTime) => readSpecs(chunks, inTime, (note) => host.note(SOURCE, note))
  });
}

async function readSpecs(chunks: Chunks, signal: AbortSignal, note: (text: string | null) => void): Promise<AppSpec[]> {
  const what = 'specifications';
  const odd = tallyOdd(what);
  const read = (row: unknown) => {
    const { spec, reason } = readSpec(row);
    if (spec === null) odd.addUnreadable(nameIn(row), reason);
    else if (spec.components === null) odd.addUnknown(spec.name, spec.specVersion);
    return spec;
  };
  const specs = await readRows(chunks, { source: SOURCE, signal, what, read, maxSkippedShare: MAX_SKIPPED_SHARE });
  const total = specs.length + odd.unreadable;
  if (odd.unknown > total * MAX_UNKNOWN_SHARE) {
    throw new UpstreamError(SOURCE, `answer changed shape: ${odd.unknown} of ${total} ${what} are of no known kind`);
  }
  note(odd.told(total));
  const byName = new Map<string, AppSpec>();
  for (const spec of specs) {
    const known = byName.get(spec.name);
    if (known === undefined || known.height < spec.height) byName.set(spec.name, spec);
  }
  return [...byName.values()];
}

function readSpec(row: unknown): { spec: AppSpec | null; reason: z.ZodError | null } {
  const setBy = message.safeParse(row);
  const { data, error } = specification.safeParse(row);
  if (data === undefined || setBy.data === undefined) return { spec: null, reason: error ?? setBy.error ?? null };
  const { ttl, ...spec } = data;
  const { height } = setBy.data;
  const endTime = spec.endTime ?? (ttl === null ? null : estimateTime(height) + ttl);
  const hasDefault = spec.specVersion !== null && spec.specVersion <= LAST_WITHOUT_INSTANCES;
  const instances = spec.instances ?? (hasDefault ? DEFAULT_INSTANCES : null);
  return { spec: { ...spec, ...setBy.data, instances, endTime }, reason: null };
}

const nameOf = z.object({ name: z.string().min(1) });

function nameIn(row: unknown): string | null {
  return nameOf.safeParse(row).data?.name ?? null;
}
