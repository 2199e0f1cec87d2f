/**
 * Who uses what: tenants by name, and one of them with its minutes, its period and what that comes to. For the operator, in the
 * session of /admin; the API judges each question by it.
 */
import { SESSION_COOKIE } from '$lib/contract/admin/admin';
import { saveTenant, tenants } from '$lib/contract/usage/tenants';
import { meterSeries, usage } from '$lib/contract/usage/usage';
import { settle } from '$lib/ui/live/settle';
import { choiceOf, textOf } from '$lib/ui/state/url-state';
import { refuse, refuseWith } from '../admin/refusals';
import { guarded, readForm, sessionForms } from '../admin/session-forms';
import type { Actions, PageServerLoad } from './$types';

const PAGE_TENANTS = 50;
const SHOWN_MINUTES = 60;
const kinds = ['all', 'app', 'key', 'upstream'] as const;

export const load = (async ({ locals: { askAdmin }, url, cookies, depends }) => {
  depends('app:usage');
  const now = Math.floor(Date.now() / 1000);
  const query = url.searchParams;
  const chosen = {
    origin: url.origin,
    kind: choiceOf(query, 'kind', kinds),
    search: textOf(query, 'search') ?? '',
    name: textOf(query, 'tenant') ?? null
  };
  if (cookies.get(SESSION_COOKIE) === undefined) return { ...chosen, isSignedIn: false as const };
  const { kind, search, name } = chosen;
  const asked = {
    search: search === '' ? undefined : search,
    kind: kind === 'all' ? undefined : kind,
    cursor: textOf(query, 'cursor'),
    limit: PAGE_TENANTS
  };
  const [list, tenant, minutes] = await Promise.all([
    name === null ? settle(askAdmin(tenants, { query: asked }), now) : null,
    name === null ? null : settle(askAdmin(usage, { params: { tenant: name } }), now),
    name === null ? null : settle(askAdmin(meterSeries, { query: { tenant: name, limit: SHOWN_MINUTES } }), now)
  ]);
  const first = list ?? tenant;
  if (first?.state === 'unavailable' && first.status === 401) {
    cookies.delete(SESSION_COOKIE, { path: '/' });
    return { ...chosen, isSignedIn: false as const };
  }
  return { ...chosen, isSignedIn: true as const, list, tenant, minutes };
}) satisfies PageServerLoad;

export const actions = guarded({
  ...sessionForms('/usage'),

  async save({ request, locals: { askAdmin } }) {
    const text = await readForm(request);
    const [quota, day, slackUrl] = [text('quota').replaceAll(/[,_ ]/g, ''), text('day'), text('slackUrl')];
    if (!/^\d*$/.test(day)) return refuseWith(400, 'billingDay: a day from 1 to 31');
    try {
      const saved = await askAdmin(saveTenant, {
        body: {
          name: text('name'),
          monthlyQuota: quota === '' ? null : quota,
          plan: text('plan') === 'enforce' ? 'enforce' : 'alert',
          ...(day !== '' && { billingDay: Number(day) }),
          ...(slackUrl !== '' && { slackUrl })
        }
      });
      return { saved: saved.name };
    } catch (error) {
      return refuse(error);
    }
  }
} satisfies Actions);
