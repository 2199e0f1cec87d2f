/** Jobs of replays: one that replays, on demand, and one that sees to it that what was cut off goes on. */
import type { JobDefinition } from '../../platform/jobs/job.ts';
import { underLease } from '../../platform/jobs/under-lease.ts';
import { createProjectors, type ProjectorDeps } from './projectors.ts';
import { openReplay, replay, type ReplayDeps, type Wanted } from './run.ts';

export interface ReplayJobDeps extends Omit<ReplayDeps, 'projectors'>, ProjectorDeps {}

const LOOK_EVERY_MS = 30_000;

export function replayJobs(deps: ReplayJobDeps): JobDefinition[] {
  const projectors = createProjectors(deps);
  let isReplaying = false;
  const under = underLease(deps.leases)('replays', (run, { id, args }) =>
    replay({ ...deps, projectors }, run, { id, wanted: wantedOf(args) })
  );
  return [
    {
      name: 'replay',
      everyMs: null,
      async run(context) {
        isReplaying = true;
        try {
          return await under(context);
        } finally {
          isReplaying = false;
        }
      }
    },
    {
      name: 'replay-resume',
      everyMs: LOOK_EVERY_MS,
      async run() {
        if (!isReplaying && (await openReplay(deps)) !== null) deps.kick('replay');
      }
    }
  ];
}

/** null: nothing is asked for but to go on. */
function wantedOf(args: Record<string, unknown>): Wanted | null {
  return 'projector' in args ? (args as unknown as Wanted) : null;
}
