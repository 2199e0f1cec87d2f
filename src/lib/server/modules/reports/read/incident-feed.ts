/** Alerts as an Atom feed (RFC 4287). Texts may hold names of sources and are escaped. */
import type { ReadContext } from '../../ledger/module.ts';
import { readAlerts } from './alerts.ts';

const ENTRIES = 100;

export async function readIncidentFeed(context: Pick<ReadContext, 'store' | 'now'>): Promise<string> {
  const { alerts } = await readAlerts(context, { query: { limit: ENTRIES } });
  const changedAt = ({ openedAt, closedAt }: (typeof alerts)[number]) => closedAt ?? openedAt;
  const newest = alerts.reduce((latest, alert) => Math.max(latest, changedAt(alert)), 0);
  const entries = alerts.map((alert) => {
    const state = alert.closedAt === null ? 'open' : 'closed';
    return [
      '  <entry>',
      `    <id>urn:fluxtracker:alert:${escaped(alert.id)}</id>`,
      `    <title>${escaped(`${alert.message} (${state})`)}</title>`,
      `    <published>${iso(alert.openedAt)}</published>`,
      `    <updated>${iso(changedAt(alert))}</updated>`,
      `    <category term="${escaped(alert.rule)}"/>`,
      `    <summary>${escaped(alert.message)}</summary>`,
      '  </entry>'
    ].join('\n');
  });
  return [
    '<?xml version="1.0" encoding="utf-8"?>',
    '<feed xmlns="http://www.w3.org/2005/Atom">',
    '  <id>urn:fluxtracker:incidents</id>',
    '  <title>Fluxtracker incidents</title>',
    '  <author><name>Fluxtracker</name></author>',
    `  <updated>${iso(newest === 0 ? context.now() : newest)}</updated>`,
    ...entries,
    '</feed>',
    ''
  ].join('\n');
}

function iso(seconds: number): string {
  return new Date(seconds * 1_000).toISOString();
}

const entities: Record<string, string> = { '&': '&amp;', '<': '&lt;', '>': '&gt;', '"': '&quot;', "'": '&apos;' };

/** XML has no control characters but tab and line ends. */
function escaped(text: string): string {
  return text.replaceAll(/[^\P{Cc}\t\n\r]/gu, '').replaceAll(/[&<>"']/g, (sign) => entities[sign] ?? sign);
}
