/** What needs somebody's attention: what was opened and closed, the rules, and feeds of both. */
import * as z from 'zod';
import { ruleNames } from '../../domain/alerts/rules.ts';
import { endpoint } from '../kit/endpoint.ts';
import { freshness, UnixTime } from '../kit/figures.ts';
import { limitUpTo } from '../kit/parameters.ts';

const RuleName = z.enum(ruleNames);

export const Alert = z.strictObject({
  id: z.string(),
  rule: RuleName,
  subject: z.string().describe('what the rule is about where it is about several things, else empty'),
  message: z.string(),
  openedAt: UnixTime,
  closedAt: UnixTime.nullable(),
  silenced: z.boolean().describe('opened while the rule was silenced: nobody is told')
});
export type Alert = z.infer<typeof Alert>;

export const alerts = endpoint({
  id: 'alerts',
  path: '/api/alerts',
  summary: 'Alerts, newest first',
  query: z.strictObject({ limit: limitUpTo(1_000, 100) }),
  response: z.strictObject({ alerts: z.array(Alert), open: z.int().min(0), ...freshness }),
  cache: { maxAgeSeconds: 10, serverSeconds: 10 }
});

export const Rule = z.strictObject({
  rule: RuleName,
  unit: z.string(),
  side: z.enum(['above', 'reaches', 'below']),
  threshold: z.number(),
  defaultThreshold: z.number(),
  margin: z.number().describe('by how much the figure must be better than the threshold before the alert closes'),
  waitSeconds: z.int().min(0),
  silencedUntil: UnixTime.nullable()
});

export const alertRules = endpoint({
  id: 'alertRules',
  path: '/api/admin/alerts/rules',
  summary: 'Every rule with its threshold and silence',
  auth: 'admin',
  response: z.strictObject({ rules: z.array(Rule) })
});

export const setAlertRule = endpoint({
  id: 'setAlertRule',
  method: 'POST',
  path: '/api/admin/alerts/rules/:rule',
  summary: 'Sets the threshold of a rule (null: as it comes) or silences it until a time (null: not silenced)',
  auth: 'admin',
  params: z.strictObject({ rule: RuleName }),
  body: z
    .strictObject({
      threshold: z.number().min(0).max(1e12).nullable().optional(),
      silencedUntil: UnixTime.nullable().optional()
    })
    .refine((body) => Object.keys(body).length > 0, { error: 'threshold or silencedUntil' }),
  response: z.strictObject({ rule: Rule })
});

export const incidentFeed = endpoint({
  id: 'incidentFeed',
  path: '/api/feeds/incidents.atom',
  summary: 'Alerts as an Atom feed, newest first',
  response: z.string(),
  produces: ['application/atom+xml'],
  cache: { maxAgeSeconds: 60, serverSeconds: 60 }
});

export const calendarFeed = endpoint({
  id: 'calendarFeed',
  path: '/api/feeds/calendar.ics',
  summary: 'Ends of apps within the next 30 days and dates of the chain (cuts of the reward), as a calendar',
  response: z.string(),
  produces: ['text/calendar'],
  cache: { maxAgeSeconds: 300, serverSeconds: 300 }
});
