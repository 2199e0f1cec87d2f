/**
 * One look at all rules: each figure through its reducer, and what changed into the store.
 *
 * The state of a rule and the alert that it opened or closed are one transaction, so that neither a restart nor another
 * replica opens one twice. Whoever sends alerts reads the table; a silenced one is kept, and marked.
 */
import * as z from 'zod';
import { calm, reduceAlert, type AlertState } from '../../../../domain/alerts/reduce.ts';
import { messageOf, rules } from '../../../../domain/alerts/rules.ts';
import type { Run, WorkDeps } from '../../../platform/jobs/run.ts';
import { settingsOf } from '../read/alert-rules.ts';
import { watchedFigures, type WatchDeps } from './figures.ts';

const State = z.object({ overSince: z.int().nullable(), openedAt: z.int().nullable() });
const KEPT_SECONDS = 365 * 86_400;

export interface EvaluateDeps extends WorkDeps, WatchDeps {}

export async function evaluateAlerts(
  deps: EvaluateDeps,
  { lease, signal }: Run
): Promise<{ opened: string[]; closed: string[] }> {
  const { store, now } = deps;
  const [watched, stored, set] = await Promise.all([
    watchedFigures(deps),
    store.query('alert_states_all', {}),
    store.query('alert_rules_all', {})
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
    const before = known === undefined ? calm : stateIn(known);
    const { state, move } = reduceAlert(before, figure, { now: at, limit: { ...rule, threshold } });
    if (JSON.stringify(state) === JSON.stringify(before)) continue;
    const message = figure === null ? '' : messageOf(rule, figure, subject);
    await store.query('store_alert_state', {
      ...lease,
      rule: name,
      subject,
      state: JSON.stringify(state),
      opened_id: move === 'opened' ? `${name}:${subject}:${at}` : '',
      detail: JSON.stringify({ message, value: figure, threshold }),
      is_silenced: silencedUntil !== null && silencedUntil > at ? 1 : 0,
      is_closed: move === 'closed' ? 1 : 0,
      now: at
    });
    if (move !== null) report[move].push(subject === '' ? name : `${name} ${subject}`);
  }
  await store.query('alerts_prune', { ...lease, before: at - KEPT_SECONDS });
  return report;
}

/** A state that cannot be read is made anew. */
function stateIn(text: string): AlertState {
  try {
    return State.parse(JSON.parse(text));
  } catch {
    return calm;
  }
}
