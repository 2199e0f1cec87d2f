/**
 * Second step of the projector: the whole life of each changed app, from its messages and from the transactions that name
 * them. It is made anew and compared with what is stored, so that an order of arrival changes nothing.
 */
import { inOrder, buyerOf } from '../../../../domain/subscriptions/purchases.ts';
import { segmentsOf, type LifeMessage } from '../../../../domain/subscriptions/segments.ts';
import { estimateTime } from '../../../../domain/time/chain-clock.ts';
import { dateOf } from '../../../../domain/time/periods.ts';
import { keySet } from '../../../platform/store/rows.ts';
import type { Store } from '../../../platform/store/store.ts';
import type { ChangeRow, LifeMessageRow, LinkRow, SubscriptionRow } from '../statements.ts';
import { nothingBought, orphan, segmentRow } from './rows.ts';
import { changeEvents, type Teller } from './told.ts';
import { earliest, isSameRow, type Write } from './write.ts';

interface Knowledge {
  linksOf: ReadonlyMap<string, LinkRow[]>;
  linkAt: ReadonlyMap<string, LinkRow>;
  /** Transactions that are gone. */
  gone: ReadonlyMap<string, { height: number; is_payment: 0 | 1 }>;
}

export async function projectApps(store: Store, changes: readonly ChangeRow[], teller: Teller): Promise<Write> {
  const apps = keySet(changes.map(({ key }) => key));
  const [messages, stored] = await Promise.all([
    store.query('subscription_messages', { apps }),
    store.query('subscriptions_stored', { apps, txids: {} })
  ]);
  const txids = keySet(messages.map(({ txid }) => txid).filter((txid) => txid !== null));
  const [links, gone] = await Promise.all([
    store.query('subscription_links_of', { txids, hashes: keySet(messages.map(({ hash }) => hash)) }),
    store.query('subscription_gone', { txids })
  ]);
  const known: Knowledge = {
    linksOf: Map.groupBy(links, ({ message_hash }) => message_hash),
    linkAt: new Map(links.map((link) => [link.txid, link])),
    gone: new Map(gone.map((one) => [one.txid, one]))
  };
  const rows = [...Map.groupBy(messages, ({ app_name }) => app_name).values()].flatMap((life) => rowsOf(life, known));
  const byId = new Map(stored.map((row) => [row.id, row]));
  const ids = new Set(rows.map(({ id }) => id));
  const changed = rows.filter((row) => !isSameRow(byId.get(row.id), row));
  const removed = stored.filter(({ id }) => !ids.has(id));
  // Before its message was known a payment that is gone was listed without one.
  const nameless = rows.filter(({ outcome }) => outcome === 'orphaned').map(({ txid }) => `${txid}:`);
  return {
    links: [],
    gone_links: {},
    rows: changed,
    removed: keySet([...removed.map(({ id }) => id), ...nameless]),
    dirty_apps: {},
    events: [
      ...removed.flatMap((row) => changeEvents(row, undefined, teller)),
      ...changed.flatMap((row) => changeEvents(byId.get(row.id), row, teller))
    ],
    dirty_day: earliest([
      ...removed.filter(isListed).map(({ start_time }) => dateOf(start_time)),
      ...changed.filter(isListed).map((row) => firstDayChanged(byId.get(row.id), row))
    ])
  };
}

function rowsOf(messages: LifeMessageRow[], known: Knowledge): SubscriptionRow[] {
  const nothing: SubscriptionRow[] = [];
  const taken: {
    row: LifeMessageRow;
    link: LinkRow | null;
    at: { height: number; txid: string };
    message: LifeMessage;
  }[] = [];
  for (const row of messages) {
    const named = known.linksOf.get(row.hash) ?? [];
    const purchases = named.map((link) => ({
      txid: link.txid,
      height: link.height,
      depositSat: BigInt(link.amount_sat),
      isFree: link.is_free === 1,
      link
    }));
    const { buyer, others } = buyerOf(purchases);
    const place = { app: row.app_name, owner: row.owner };
    nothing.push(
      ...others
        .filter(({ purchase }) => !purchase.isFree)
        .map(({ purchase, reason }) => nothingBought(purchase.link, { ...place, reason: reason as 'underpaid' }))
    );
    const gone = row.txid === null ? undefined : known.gone.get(row.txid);
    if (gone?.is_payment === 1) {
      nothing.push(orphan({ ...place, txid: row.txid ?? '', hash: row.hash, height: gone.height }));
    }
    // Without its payment a message is where it says; one whose payment is gone, or paid too little, is nowhere.
    if (buyer === null && (gone !== undefined || named.length > 0)) continue;
    const link = buyer?.link ?? null;
    const placed = link ?? known.linkAt.get(row.txid ?? '') ?? null;
    const at =
      placed === null
        ? { height: row.height, time: estimateTime(row.height) }
        : { height: placed.height, time: placed.block_time };
    taken.push({
      row,
      link,
      at: { height: at.height, txid: placed?.txid ?? row.txid ?? '' },
      message: {
        hash: row.hash,
        type: row.type,
        at,
        specVersion: row.spec_version,
        expire: row.expire,
        endTime: row.end_time,
        depositSat: BigInt(link?.amount_sat ?? 0),
        depositUsd: link === null ? 0n : link.usd_micros === null ? null : BigInt(link.usd_micros)
      }
    });
  }
  const ordered = taken.toSorted((a, b) => inOrder(a.at, b.at) || (a.row.hash < b.row.hash ? -1 : 1));
  const segments = segmentsOf(ordered.map(({ message }) => message));
  let renewals = 0;
  const rows = segments.flatMap((segment, index) => {
    const from = ordered[index];
    if (from === undefined) return [];
    const made = segmentRow(segment, { ...from, next: segments[index + 1], renewals });
    if (segment.message.depositSat > 0n) renewals++;
    return [made];
  });
  return [...rows, ...nothing];
}

/** What is not listed has no value. */
const isListed = ({ is_listed }: SubscriptionRow) => is_listed === 1;

/** A life that goes on changes nothing of what its segment was before. */
function firstDayChanged(before: SubscriptionRow | undefined, after: SubscriptionRow): string {
  const isSameUntilStopped =
    before !== undefined &&
    (
      ['start_height', 'start_time', 'end_height', 'end_time', 'deposit_sat', 'carried_in_sat', 'outcome'] as const
    ).every((column) => before[column] === after[column]);
  if (!isSameUntilStopped) return dateOf(Math.min(before?.start_time ?? after.start_time, after.start_time));
  const isSameStop = before.stop_height === after.stop_height && before.stop_reason === after.stop_reason;
  if (isSameStop) return '';
  const stops = [before.stop_time, after.stop_time].filter((time) => time !== null);
  return dateOf(Math.min(...stops));
}
