/**
 * One look at all rules: each figure through its reducer, and what changed into the store.
 *
 * The state of a rule and the alert that it opened or closed are one transaction, so that neither a restart nor another
 * replica opens one twice; it is told in the same one. A silenced alert is kept, marked, and told to nobody.
 */
import * as z from 'zod';
import { alertClosed, alertOpened } from '../../../../contract/alerts/events.ts';
import { calm, reduceAlert, type AlertState, type Move } from '../../../../domain/alerts/reduce.ts';
import { messageOf, rules } from '../../../../domain/alerts/rules.ts';
import { eventOf } from '../../../platform/events/event.ts';
import type { Run, WorkDeps } from '../../../platform/jobs/run.ts';
import type { EventDraft } from '../../../platform/store/rows.ts';
import { settingsOf } from '../read/alert-rules.ts';
import type { AlertRow } from '../statements.ts';
import { watchedFigures, type WatchDeps } from './figures.ts';

const State = z.object({ overSince: z.int().nullable(), openedAt: z.int().nullable() });
const KEPT_SECONDS = 365 * 86_400;

export interface EvaluateDeps extends WorkDeps, WatchDeps {}

export async function evaluateAlerts(
  deps: EvaluateDeps,
  { lease, signal }: Run
): Promise<{ opened: string[]; closed: string[] }> {
  const { store, now, log } = deps;
  const [watched, stored, set, open] = await Promise.all([
    watchedFigures(deps),
    store.query('alert_states_all', {}),
    store.query('alert_rules_all', {}),
    store.query('alerts_open', {})
  ]);
  const states = new Map(stored.map((row) => [`${row.rule} ${row.subject}`, row.state]));
  const at = now();
  const report = { opened: [] as string[], closed: [] as string[] };
  for (const { rule: name, subject, figure } of watched) {
    signal.throwIfAborted();
    const rule = rules.find((each) => each.rule === name);
    if (rule === undefined) continue;
    const { threshold, silencedUntil } = settingsOf(rule, set);
    const known = states.get(`${name} ${subject}`);
    const standing = open.find((each) => each.rule === name && each.subject === subject);
    const read = known === undefined ? calm : stateIn(known);
    if (read === null) log.warn({ rule: name, subject }, 'state of an alert cannot be read: made anew');
    const before = read ?? { ...calm, openedAt: standing?.opened_at ?? null };
    const { state, move } = reduceAlert(before, figure, { now: at, limit: { ...rule, threshold } });
    if (read !== null && JSON.stringify(state) === JSON.stringify(before)) continue;
    const message = figure === null ? '' : messageOf(rule, figure, subject);
    const isSilenced = silencedUntil !== null && silencedUntil > at;
    const opened = {
      id: `${name}:${subject}:${at}`,
      rule: name,
      opened_at: at,
      is_silenced: isSilenced ? 1 : 0
    } as const;
    await store.query('store_alert_state', {
      ...lease,
      rule: name,
      subject,
      state: JSON.stringify(state),
      opened_id: move === 'opened' ? opened.id : '',
      detail: JSON.stringify({ message, value: figure, threshold }),
      is_silenced: opened.is_silenced,
      is_closed: move === 'closed' ? 1 : 0,
      now: at,
      events: eventsOf(move, { standing, opened, message, at })
    });
    if (move !== null) report[move].push(subject === '' ? name : `${name} ${subject}`);
  }
  await store.query('alerts_prune', { ...lease, before: at - KEPT_SECONDS });
  return report;
}

type Told = Pick<AlertRow, 'id' | 'rule' | 'opened_at' | 'is_silenced'>;

/** Of the alert that opens, or of the one that stands. One that stands does not open again. */
function eventsOf(
  move: Move,
  { standing, opened, message, at }: { standing: Told | undefined; opened: Told; message: string; at: number }
): EventDraft[] {
  const alert = move === 'opened' && standing === undefined ? opened : move === 'closed' ? standing : undefined;
  if (alert === undefined || alert.is_silenced === 1) return [];
  const { id, rule, opened_at: openedAt } = alert;
  const closedAt = move === 'closed' ? at : null;
  return [
    eventOf(
      closedAt === null ? alertOpened : alertClosed,
      { alert: id, kind: rule, openedAt, closedAt, message },
      { at }
    )
  ];
}

/** null: it cannot be read. It follows then from the alert that stands, or begins anew. */
function stateIn(text: string): AlertState | null {
  try {
    return State.parse(JSON.parse(text));
  } catch {
    return null;
  }
}
