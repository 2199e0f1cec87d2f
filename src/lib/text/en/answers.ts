/** What became of a run, in a sentence beside its button. */
import type { Job } from '../../contract/admin/jobs.ts';
import { countText, durationText } from '../../ui/format/format.ts';

type Run = Pick<Job, 'state' | 'done' | 'total' | 'etaSeconds' | 'error' | 'startedAt' | 'finishedAt'>;

export function answerOf({ state, done, total, etaSeconds, error, startedAt, finishedAt }: Run): string {
  switch (state) {
    case 'running': {
      const far =
        done === null ? 'Started.' : `${countText(done)}${total === null ? '' : ` of ${countText(total)}`} done.`;
      return etaSeconds === null ? far : `${far} About ${durationText(etaSeconds)} left.`;
    }
    case 'succeeded':
      return `Done in ${durationText((finishedAt ?? startedAt) - startedAt)}.`;
    case 'failed':
      return `Failed: ${error ?? 'no reason was given'}. Try again, or look at the log.`;
    case 'interrupted':
      return 'Interrupted by a restart. Run it again.';
  }
}
