/** The parts of the operator's page; the first is what an address without a choice means. */
import type { Choice } from '../../lib/ui/state/choice.ts';

export const views = [
  'jobs',
  'revenue',
  'snapshots',
  'backups',
  'sources',
  'databases',
  'replays',
  'webhooks',
  'alerts',
  'audit'
] as const;
export type View = (typeof views)[number];

const viewTexts: Record<View, string> = {
  jobs: 'Jobs',
  revenue: 'Revenue',
  snapshots: 'Snapshots',
  backups: 'Backups',
  sources: 'Sources',
  databases: 'Databases',
  replays: 'Replays',
  webhooks: 'Webhooks',
  alerts: 'Alerts',
  audit: 'Audit'
};

/** What a refresh of the page asks for again: not with the figures, because each question is written to the audit log. */
export const ADMIN = 'app:admin';

/** The way between the parts, and to the operator's other pages. */
export function choicesOf(current: View): Choice[] {
  return [
    ...views.map((view, index) => ({
      text: viewTexts[view],
      href: index === 0 ? ('/admin' as const) : (`/admin?view=${view}` as const),
      isCurrent: view === current
    })),
    { text: 'Keys', href: '/admin/keys', isCurrent: false },
    { text: 'Usage', href: '/usage', isCurrent: false }
  ];
}
