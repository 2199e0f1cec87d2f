/** What the overview's chart marks: events of the network, and alerts of this tracker. */
import { alerts } from '../../lib/contract/reports/alerts.ts';
import { knownEvents, type KnownEvent } from '../../lib/domain/time/known-events.ts';
import { dateOf } from '../../lib/domain/time/periods.ts';
import { settle } from '../../lib/ui/live/settle.ts';
import { valueOf } from '../../lib/ui/state/parts.ts';

const NEWEST = 100;
let last = { key: '', events: [] as KnownEvent[] };

/** The same array while it holds the same: charts are drawn for it. Alerts that cannot be had are left out. */
export async function askEvents(ask: App.Locals['ask'], now: number): Promise<KnownEvent[]> {
  const answer = valueOf(await settle(ask(alerts, { query: { limit: NEWEST } }), now));
  const incidents = (answer?.alerts ?? [])
    .filter(({ silenced }) => !silenced)
    .map(({ openedAt, message }): KnownEvent => ({ date: dateOf(openedAt), kind: 'incident', text: message }));
  const today = dateOf(now);
  const key = `${today} ${JSON.stringify(incidents)}`;
  if (last.key !== key) last = { key, events: [...knownEvents(today), ...incidents.toReversed()] };
  return last.events;
}
