/** The form of a rule of alerts: its threshold, empty for the one that it comes with, and its silence. */
import type { RequestEvent } from '@sveltejs/kit';
import { redirect } from '@sveltejs/kit';
import { setAlertRule } from '../../lib/contract/reports/alerts.ts';
import { refuse, refuseWith } from './refusals';

export async function setAlert({ request, locals: { askAdmin } }: RequestEvent) {
  const form = await request.formData();
  const text = (name: string) => {
    const value = form.get(name);
    return typeof value === 'string' ? value.trim() : '';
  };
  const rule = setAlertRule.params.shape.rule.safeParse(text('rule'));
  if (!rule.success) return refuseWith(400, 'There is no such rule.');
  const given = text('threshold');
  if (!/^(?:\d{1,12}(?:\.\d{1,6})?)?$/.test(given)) {
    return refuseWith(400, 'Nothing was set: a threshold is a number that is not negative, or empty.');
  }
  const silence = text('silence');
  const threshold = given === '' ? null : Number(given);
  try {
    await askAdmin(setAlertRule, { params: { rule: rule.data }, body: { threshold, ...silenceOf(silence) } });
  } catch (error) {
    return refuse(error);
  }
  redirect(303, '/admin?view=alerts');
}

/** Of seconds from now; 0: none, empty: as it is. */
function silenceOf(seconds: string): { silencedUntil?: number | null } {
  if (!/^\d{1,7}$/.test(seconds)) return {};
  return { silencedUntil: seconds === '0' ? null : Math.floor(Date.now() / 1000) + Number(seconds) };
}
