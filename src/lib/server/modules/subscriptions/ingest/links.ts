/**
 * First step of the projector: which message hash each changed transaction is taken for, and rows for payments that no
 * known message explains. Apps whose messages are touched are left to the second step.
 */
import { boughtHashOf } from '../../../../domain/payments/op-return.ts';
import { paymentIn, type RevenueRules } from '../../../../domain/payments/payments.ts';
import { dateOf } from '../../../../domain/time/periods.ts';
import { fromFact } from '../../ledger/module.ts';
import { keySet, type FactRow } from '../../../platform/store/rows.ts';
import type { Store } from '../../../platform/store/store.ts';
import type { ChangeRow, LinkRow, SubscriptionRow, TransactionRow } from '../statements.ts';
import { nothingBought, orphan } from './rows.ts';
import { earliest, isSameRow, type Write } from './write.ts';

export async function projectTransactions(
  store: Store,
  rules: RevenueRules,
  changes: readonly ChangeRow[]
): Promise<Write> {
  const txids = keySet(changes.map(({ key }) => key));
  const [transactions, before, stored, gone] = await Promise.all([
    store.query('subscription_transactions', { txids }),
    store.query('subscription_links_of', { txids, hashes: {} }),
    store.query('subscriptions_stored', { apps: {}, txids }),
    store.query('subscription_gone', { txids })
  ]);
  const links = transactions.map((row) => linkOf(row, rules)).filter((link) => link !== null);
  const hashes = keySet([...links, ...before].map(({ message_hash }) => message_hash).filter((hash) => hash !== ''));
  const messages = await store.query('subscription_apps_of', { hashes, txids });
  const appOf = new Map(messages.map(({ hash, app_name }) => [hash, app_name]));
  const explained = new Set(messages.map(({ txid }) => txid));

  const rows = [
    ...links.filter(({ message_hash, is_free }) => is_free === 0 && !appOf.has(message_hash)).map(withoutMessage),
    ...gone.filter(({ txid, is_payment }) => is_payment === 1 && !explained.has(txid)).map(orphanWithoutMessage)
  ];
  const ids = new Set(rows.map(({ id }) => id));
  const known = new Map(stored.map((row) => [row.id, row]));
  const removed = stored.filter(({ id, app_name }) => app_name === null && !ids.has(id));
  const changed = rows.filter((row) => !isSameRow(known.get(row.id), row));
  const linked = new Map(before.map((link) => [link.txid, link]));
  const live = new Set(links.map(({ txid }) => txid));
  const apps = [...messages.map(({ app_name }) => app_name), ...stored.map(({ app_name }) => app_name)];
  return {
    links: links.filter((link) => !isSameRow(linked.get(link.txid), link)),
    gone_links: keySet(before.map(({ txid }) => txid).filter((txid) => !live.has(txid))),
    rows: changed,
    removed: keySet(removed.map(({ id }) => id)),
    // Nothing is told of a payment before its message is known.
    events: [],
    dirty_apps: keySet(apps.filter((name) => name !== null)),
    dirty_day: earliest([...changed, ...removed].map(({ start_time }) => dateOf(start_time)))
  };
}

/** null: it pays no tracked address, or is not on the chain. */
function linkOf(row: TransactionRow, rules: RevenueRules): LinkRow | null {
  const { txid, height, block_time, payload, from_address, address, amount_sat, usd_micros } = row;
  if (height === null || block_time === null) return null;
  // A payment that was taken over from elsewhere has no fact, and names its hash itself.
  const tx =
    payload === null ? null : fromFact({ txid, height, block_time, payload, block_hash: '' } satisfies FactRow);
  const message_hash = (tx === null ? row.message_hash : boughtHashOf(tx.opReturns)) ?? '';
  const place = { txid, message_hash, height, block_time };
  if (amount_sat !== null && from_address !== null && address !== null) {
    return { ...place, is_free: 0, amount_sat, usd_micros, sender: from_address, recipient: address };
  }
  const recipient = tx?.outputs.find((output) => rules.tracked.has(output.address))?.address;
  const isOwn = tx === null || (tx.payer !== null && rules.tracked.has(tx.payer));
  // What would be a payment and is none yet will come as one.
  if (isOwn || recipient === undefined || message_hash === '' || paymentIn(tx, rules) !== null) return null;
  return { ...place, is_free: 1, amount_sat: '0', usd_micros: '0', sender: tx.payer ?? '', recipient };
}

function withoutMessage(link: LinkRow): SubscriptionRow {
  return nothingBought(link, { reason: 'no_message', app: null, owner: null });
}

/** Its hash went with it. */
function orphanWithoutMessage({ txid, height }: { txid: string; height: number }): SubscriptionRow {
  return orphan({ txid, hash: '', height, app: null, owner: null });
}
