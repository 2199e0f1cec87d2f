/** The rules of alerts as they apply: what they come with, and what an operator has set. */
import type * as wire from '../../../../contract/reports/alerts.ts';
import type { Answer, Parsed } from '../../../../contract/kit/endpoint.ts';
import { rules, type Rule } from '../../../../domain/alerts/rules.ts';
import { NotFound } from '../../../platform/errors.ts';
import type { ReadContext } from '../../ledger/module.ts';
import type { AlertRuleRow } from '../statements.ts';

export function settingsOf(
  rule: Rule,
  set: readonly AlertRuleRow[]
): { threshold: number; silencedUntil: number | null } {
  const own = set.find((row) => row.rule === rule.rule);
  return {
    threshold: own?.threshold == null ? rule.threshold : Number(own.threshold),
    silencedUntil: own?.silenced_until ?? null
  };
}

export async function readAlertRules({ store }: Pick<ReadContext, 'store'>): Promise<Answer<typeof wire.alertRules>> {
  const set = await store.query('alert_rules_all', {});
  return { rules: rules.map((rule) => shown(rule, set)) };
}

export async function setAlertRule(
  { store, now }: Pick<ReadContext, 'store' | 'now'>,
  { params: { rule: name }, body }: Pick<Parsed<typeof wire.setAlertRule>, 'params' | 'body'>
): Promise<Answer<typeof wire.setAlertRule>> {
  const rule = rules.find((each) => each.rule === name);
  if (rule === undefined) throw new NotFound('There is no such rule.');
  const { threshold = null, silencedUntil = null } = body;
  await store.query('set_alert_rule', {
    rule: name,
    threshold: threshold === null ? null : String(threshold),
    has_threshold: body.threshold === undefined ? 0 : 1,
    silenced_until: silencedUntil,
    has_silence: body.silencedUntil === undefined ? 0 : 1,
    now: now()
  });
  return { rule: shown(rule, await store.query('alert_rules_all', {})) };
}

function shown(rule: Rule, set: readonly AlertRuleRow[]) {
  const { rule: name, unit, side, threshold: defaultThreshold, margin, waitSeconds } = rule;
  return { rule: name, unit, side, defaultThreshold, margin, waitSeconds, ...settingsOf(rule, set) };
}
