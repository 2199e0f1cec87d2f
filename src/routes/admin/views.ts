/** The parts of the operator's page; the first is what an address without a choice means. */
export const views = ['jobs', 'revenue', 'snapshots', 'backups', 'sources', 'databases', 'webhooks', 'audit'] as const;
export type View = (typeof views)[number];

export const viewTexts: Record<View, string> = {
  jobs: 'Jobs',
  revenue: 'Revenue',
  snapshots: 'Snapshots',
  backups: 'Backups',
  sources: 'Sources',
  databases: 'Databases',
  webhooks: 'Webhooks',
  audit: 'Audit'
};

/** What a refresh of the page asks for again: not with the figures, because each question is written to the audit log. */
export const ADMIN = 'app:admin';
