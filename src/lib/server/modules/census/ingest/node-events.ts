/** Tells when the number of nodes of a tier has moved by more than 2 percent within a day. */
import { nodesChanged } from '../../../../contract/census/events.ts';
import type { PerTier, Tier } from '../../../../domain/census/census.ts';
import { nextMarks, type Mark } from '../../../../domain/events/moved.ts';
import { eventOf } from '../../../platform/events/event.ts';
import type { Run, WorkDeps } from '../../../platform/jobs/run.ts';
import { readMarks, tellMarks } from '../../../platform/store/documents/event-status.ts';

const LIMIT_PERCENT = 2;

export async function tellNodes(
  deps: Pick<WorkDeps, 'store' | 'now'>,
  run: Pick<Run, 'lease'>,
  nodes: PerTier<number>
): Promise<void> {
  const at = deps.now();
  const before = (await readMarks(deps.store))['marks-nodes'] ?? {};
  const marks: Record<string, readonly Mark[]> = {};
  const events = (Object.entries(nodes) as [Tier, number][]).flatMap(([tier, value]) => {
    const next = nextMarks(before[tier] ?? [], { at, value }, LIMIT_PERCENT);
    marks[tier] = next.marks;
    if (next.moved === null) return [];
    const { from, change } = next.moved;
    const data = { tier, from: from.value, to: value, change, since: from.at };
    return [eventOf(nodesChanged, data, { at, of: String(at) })];
  });
  const isSame = JSON.stringify(marks) === JSON.stringify(before);
  if (!isSame) await tellMarks(deps, run, { marks: { 'marks-nodes': marks }, events });
}
