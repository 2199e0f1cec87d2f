/** Starts a replay, unless one is under way: also one that was cut off, and goes on by itself. */
import type * as z from 'zod';
import type { startReplay as endpoint } from '../../../contract/replays/replays.ts';
import { Conflict } from '../../platform/errors.ts';
import type { Jobs, JobView } from '../../platform/jobs/port.ts';
import type { ReadContext } from '../ledger/module.ts';
import { openReplayId } from './read/replays.ts';

/** Throws Conflict with the id of the one that is under way. */
export async function startReplay(
  { context, jobs }: { context: ReadContext; jobs: Jobs },
  asked: z.input<typeof endpoint.body>,
  requestedBy: string
): Promise<{ job: JobView }> {
  const open = await openReplayId(context);
  if (open !== null) throw new Conflict('a replay is under way already', open);
  const { projector, fromHeight = null, toHeight = null, batchSize = 1_000, dryRun = false } = asked;
  return { job: await jobs.start('replay', { projector, fromHeight, toHeight, batchSize, dryRun }, requestedBy) };
}
