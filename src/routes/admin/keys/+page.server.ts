/** Keys of programs: an operator makes them, sees each once, and revokes them. */
import { SESSION_COOKIE } from '$lib/contract/admin/admin';
import { createKey, keys, revokeKey } from '$lib/contract/keys/keys';
import { scopes } from '$lib/contract/kit/endpoint';
import { planNames, plans } from '$lib/domain/usage/plans';
import { startOfDate, isDate } from '$lib/domain/time/periods';
import { settle } from '$lib/ui/live/settle';
import { refuse, refuseWith } from '../refusals';
import { guarded, readForm, sessionForms } from '../session-forms';
import type { Actions, PageServerLoad } from './$types';

export const load = (async ({ locals: { askAdmin }, url, cookies, depends }) => {
  depends('app:keys');
  const signedOut = { isSignedIn: false as const, origin: url.origin };
  if (cookies.get(SESSION_COOKIE) === undefined) return signedOut;
  const list = await settle(askAdmin(keys, {}), Math.floor(Date.now() / 1000));
  if (list.state === 'unavailable' && list.status === 401) {
    cookies.delete(SESSION_COOKIE, { path: '/' });
    return signedOut;
  }
  const choices = planNames.map((name) => ({ name, ...plans[name] }));
  return { isSignedIn: true as const, origin: url.origin, list, scopes, plans: choices };
}) satisfies PageServerLoad;

export const actions = guarded({
  ...sessionForms('/admin/keys'),

  async create({ request, locals: { askAdmin } }) {
    const form = await request.formData();
    const texts = (name: string) => form.getAll(name).filter((value) => typeof value === 'string');
    const [[name = ''], [plan = ''], [until = '']] = [texts('name'), texts('plan'), texts('until')];
    const known = planNames.find((each) => each === plan);
    if (known === undefined) return refuseWith(400, `plan: one of ${planNames.join(', ')}`);
    if (until !== '' && !isDate(until)) return refuseWith(400, 'until: a day, YYYY-MM-DD');
    const wanted = scopes.filter((scope) => texts('scope').includes(scope));
    const expiresAt = until === '' ? null : startOfDate(until);
    try {
      const made = await askAdmin(createKey, { body: { name, plan: known, scopes: wanted, expiresAt } });
      return { made: { name: made.name, key: made.key } };
    } catch (error) {
      return refuse(error);
    }
  },

  async revoke({ request, locals: { askAdmin } }) {
    const text = await readForm(request);
    try {
      const { key } = await askAdmin(revokeKey, { params: { id: text('id') } });
      return { revoked: key.name };
    } catch (error) {
      return refuse(error);
    }
  }
} satisfies Actions);
