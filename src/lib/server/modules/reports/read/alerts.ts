/** Alerts that were opened, newest first. */
import * as z from 'zod';
import type { Alert } from '../../../../contract/reports/alerts.ts';
import type * as wire from '../../../../contract/reports/alerts.ts';
import type { Answer } from '../../../../contract/kit/endpoint.ts';
import { ruleNames } from '../../../../domain/alerts/rules.ts';
import type { ReadContext } from '../../ledger/module.ts';

const Name = z.enum(ruleNames);
const Detail = z.object({ message: z.string() });

export async function readAlerts(
  context: Pick<ReadContext, 'store' | 'now'>,
  { query: { limit } }: { query: { limit: number } }
): Promise<Answer<typeof wire.alerts>> {
  const rows = await context.store.query('alerts_latest', { limit });
  const alerts = rows.flatMap((row): Alert[] => {
    const rule = Name.safeParse(row.rule).data;
    // A rule that this version no longer has.
    if (rule === undefined) return [];
    return [
      {
        id: row.id,
        rule,
        subject: row.subject,
        message: Detail.parse(JSON.parse(row.detail)).message,
        openedAt: row.opened_at,
        closedAt: row.closed_at,
        silenced: row.is_silenced === 1
      }
    ];
  });
  return { alerts, open: rows[0]?.open_count ?? 0, asOf: context.now(), stale: false };
}
