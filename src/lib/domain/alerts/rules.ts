/** Every rule of alerts: what it watches, in which unit, and from where on it matters unless an operator says otherwise. */
import type { Limit } from './reduce.ts';

export interface Rule extends Limit {
  rule: RuleName;
  unit: 'hours' | 'sigma' | 'minutes' | 'percent' | 'index' | 'problems';
  /** What is wrong, for people. `{value}` and `{subject}` are filled in. */
  says: string;
}

export const ruleNames = [
  'payments-stopped',
  'revenue-outlier',
  'source-stalled',
  'source-drift',
  'fill-below',
  'tier-drop',
  'concentration-above',
  'disk',
  'backup-age',
  'quota'
] as const;
export type RuleName = (typeof ruleNames)[number];

const rule = (
  name: RuleName,
  unit: Rule['unit'],
  side: Limit['side'],
  { threshold, margin = 0, waitSeconds = 0, says }: Partial<Limit> & { threshold: number; says: string }
): Rule => ({ rule: name, unit, side, threshold, margin, waitSeconds, says });

export const rules: readonly Rule[] = [
  rule('payments-stopped', 'hours', 'above', { threshold: 6, says: 'The newest payment is {value} hours old.' }),
  rule('revenue-outlier', 'sigma', 'reaches', {
    threshold: 3,
    margin: 1,
    says: 'Revenue of the last day is {value} standard deviations from the mean of the 28 days before it.'
  }),
  rule('source-stalled', 'minutes', 'above', {
    threshold: 60,
    margin: 1,
    says: 'The source {subject} has not answered well for {value} minutes.'
  }),
  rule('source-drift', 'problems', 'above', {
    threshold: 0,
    says: 'The document {subject} looks different than usual.'
  }),
  rule('fill-below', 'percent', 'below', {
    threshold: 80,
    margin: 1,
    waitSeconds: 1_800,
    says: 'Only {value} % of the ordered copies run.'
  }),
  rule('tier-drop', 'percent', 'above', {
    threshold: 5,
    margin: 1,
    says: 'The number of {subject} nodes is {value} % below yesterday’s.'
  }),
  rule('concentration-above', 'index', 'above', {
    threshold: 2_500,
    margin: 50,
    waitSeconds: 1_800,
    says: 'Nodes are highly concentrated among providers: the index is {value}.'
  }),
  rule('disk', 'problems', 'above', { threshold: 0, says: 'The disk is nearly full.' }),
  rule('backup-age', 'hours', 'above', { threshold: 48, margin: 1, says: 'The newest backup is {value} hours old.' }),
  rule('quota', 'percent', 'above', { threshold: 80, margin: 1, says: 'The quota of {subject} is used by {value} %.' })
];

/** Of a rule with these words filled in. */
export function messageOf({ says }: Rule, value: number, subject: string): string {
  return says.replace('{value}', String(Math.round(value * 100) / 100)).replace('{subject}', subject);
}
