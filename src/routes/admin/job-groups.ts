/**
 * What an operator may start, in groups, in the words of the API's own declarations.
 *
 * A job that the API gains is shown only once it stands here; a test says so until it does.
 */
import { jobStarts } from '../../lib/contract/admin/jobs.ts';

const groups = [
  {
    title: 'Revenue',
    ids: [
      'revenue-sync',
      'audit-transactions',
      'integrity',
      'backfill-app-names',
      'rebuild-subscriptions',
      'backfill-app-types',
      'backfill-usd',
      'reset-revenue-sync',
      'clear-revenue-data'
    ]
  },
  {
    title: 'Snapshots and images',
    ids: ['snapshot', 'repo-snapshot', 'backfill', 'backfill-repo-categories', 'recategorize-repos']
  },
  { title: 'Census', ids: ['test-services'] },
  { title: 'Backups', ids: ['backup', 'backup-drill', 'restore'] }
] as const;

export interface JobGroup {
  title: string;
  jobs: { id: string; summary: string }[];
}

export const jobGroups: JobGroup[] = groups.map(({ title, ids }) => ({
  title,
  jobs: ids.flatMap((id) => jobStarts.filter((start) => start.id === id).map(({ summary }) => ({ id, summary })))
}));
