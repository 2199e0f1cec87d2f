/** Which function answers which endpoint about reports, alerts and their feeds. */
import * as alertsWire from '../../../contract/reports/alerts.ts';
import { report } from '../../../contract/reports/reports.ts';
import { serve, type Route } from '../../platform/http/serve.ts';
import type { ReadContext } from '../ledger/module.ts';
import { readAlertRules, setAlertRule } from './read/alert-rules.ts';
import { readAlerts } from './read/alerts.ts';
import { readCalendar } from './read/calendar.ts';
import { readIncidentFeed } from './read/incident-feed.ts';
import { readReport } from './read/report.ts';

export function reportRoutes({ context }: { context: ReadContext }): Route[] {
  return [
    serve(report, (input) => readReport(context, input)),
    serve(alertsWire.alerts, (input) => readAlerts(context, input)),
    serve(alertsWire.alertRules, () => readAlertRules(context)),
    serve(alertsWire.setAlertRule, (input) => setAlertRule(context, input)),
    serve(alertsWire.incidentFeed, () => readIncidentFeed(context)),
    serve(alertsWire.calendarFeed, () => readCalendar(context))
  ];
}
