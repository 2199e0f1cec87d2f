/**
 * The operator's page. It holds no credential: the token goes from the form to the API once, the session is the API's own
 * cookie, and the API judges every question by it. Only what the chosen view needs is asked, because each question is
 * written to the audit log.
 */
import { redirect } from '@sveltejs/kit';
import { audit, revenueStatus, SESSION_COOKIE } from '$lib/contract/admin/admin';
import { backups, backupStatus } from '$lib/contract/backup/admin-backup';
import { snapshotStatus, testStatus } from '$lib/contract/history/admin-census';
import { failoverStatus, switchDatabase } from '$lib/contract/failover/failover';
import { alertRules } from '$lib/contract/reports/alerts';
import { adminWebhooks } from '$lib/contract/webhooks/webhooks';
import { auditTransactions, clearRevenueData, jobs, jobStarts, restore } from '$lib/contract/admin/jobs';
import { acceptDrift, drifts } from '$lib/contract/drift/drift';
import { currentReplay } from '$lib/contract/replays/replays';
import { clearStall } from '$lib/contract/stalls/stalls';
import type { Part } from '$lib/ui/state/parts';
import { settle } from '$lib/ui/live/settle';
import { choiceOf, textOf } from '$lib/ui/state/url-state';
import { jobGroups } from './job-groups';
import { refuse, refuseWith } from './refusals';
import { guarded, readForm, sessionForms } from './session-forms';
import { ADMIN, views, type View } from './views';
import { setAlert } from './alert-actions';
import { replayFrom } from './replay-actions';
import { addWebhook, changeWebhook, deliverable } from './webhook-actions';
import type { Actions, PageServerLoad } from './$types';

const AUDIT_ROWS = 1_000;
const deliveryStates = ['', 'pending', 'delivered', 'dead'] as const;

export const load = (async ({ locals: { askAdmin }, url, cookies, depends }) => {
  depends(ADMIN);
  const now = Math.floor(Date.now() / 1000);
  const query = url.searchParams;
  const view = choiceOf(query, 'view', views);
  const webhook = textOf(query, 'webhook') ?? null;
  const state = choiceOf(query, 'state', deliveryStates);
  const below = /^\d{1,15}$/.exec(query.get('below') ?? '')?.[0];
  const chosen = { view, webhook, state, job: textOf(query, 'job') ?? null, isAll: query.get('calls') === 'all' };
  if (cookies.get(SESSION_COOKIE) === undefined)
    return { ...chosen, isSignedIn: false as const, origin: url.origin, now };
  const on = <T>(wanted: View, question: () => Promise<T>): Promise<Part<T> | null> =>
    view === wanted ? settle(question(), now) : Promise.resolve(null);
  const parts = {
    jobs: await on('jobs', () => askAdmin(jobs, {})),
    revenue: await on('revenue', () => askAdmin(revenueStatus, {})),
    snapshots: await on('snapshots', () => askAdmin(snapshotStatus, {})),
    backups: await on('backups', () => askAdmin(backupStatus, {})),
    backupList: await on('backups', () => askAdmin(backups, {})),
    sources: await on('sources', () => askAdmin(testStatus, {})),
    drifts: await on('sources', () => askAdmin(drifts, {})),
    databases: await on('databases', () => askAdmin(failoverStatus, {})),
    replay: await on('replays', () => askAdmin(currentReplay, {})),
    webhooks: await on('webhooks', () => askAdmin(adminWebhooks.webhooks, {})),
    deliveries:
      webhook === null
        ? null
        : await on('webhooks', () =>
            askAdmin(adminWebhooks.deliveries, {
              params: { id: webhook },
              query: { ...(state !== '' && { state }), ...(below !== undefined && { below }) }
            })
          ),
    alerts: await on('alerts', () => askAdmin(alertRules, {})),
    audit: await on('audit', () => askAdmin(audit, { query: { limit: AUDIT_ROWS } }))
  };
  const isRefused = Object.values(parts).some((part) => part?.state === 'unavailable' && part.status === 401);
  if (isRefused) {
    // Sent again, a cookie that is no longer valid would count as a wrong credential.
    cookies.delete(SESSION_COOKIE, { path: '/' });
    return { ...chosen, isSignedIn: false as const, origin: url.origin, now };
  }
  return {
    ...chosen,
    isSignedIn: true as const,
    now,
    groups: view === 'jobs' ? jobGroups : [],
    types: deliverable,
    ...parts
  };
}) satisfies PageServerLoad;

export const actions = guarded({
  ...sessionForms('/admin'),

  async compare({ request, locals: { askAdmin } }) {
    const text = await readForm(request);
    try {
      const { differences } = await askAdmin(switchDatabase, { body: { to: targetOf(text('to')), dryRun: true } });
      return { differences };
    } catch (error) {
      return refuse(error);
    }
  },

  async switchDatabase({ request, locals: { askAdmin } }) {
    const text = await readForm(request);
    const to = targetOf(text('to'));
    if (text('confirm') !== to) return refuseWith(400, `Nothing was switched: type ${to} to confirm.`);
    try {
      await askAdmin(switchDatabase, { body: { to } });
    } catch (error) {
      return refuse(error);
    }
    redirect(303, '/admin?view=databases');
  },

  addWebhook,
  webhook: changeWebhook,
  setAlert,
  replay: replayFrom,
  async clearStall({ request, locals: { askAdmin } }) {
    const text = await readForm(request);
    try {
      await askAdmin(clearStall, { params: { name: text('source') } });
    } catch (error) {
      return refuse(error);
    }
    redirect(303, '/admin?view=sources');
  },

  async acceptDrift({ request, locals: { askAdmin } }) {
    const text = await readForm(request);
    try {
      await askAdmin(acceptDrift, { params: { name: text('document') } });
    } catch (error) {
      return refuse(error);
    }
    redirect(303, '/admin?view=sources');
  },

  async start({ request, locals: { askAdmin } }) {
    const text = await readForm(request);
    const wanted = jobStarts.find(({ id }) => id === text('job'));
    if (wanted === undefined) return refuseWith(400, 'There is no such job.');
    if (wanted.id === clearRevenueData.id && text('confirm') !== wanted.id) {
      return refuseWith(400, `Nothing was deleted: type ${wanted.id} to confirm.`);
    }
    const dryRun = text('dryRun') !== '';
    if (wanted.id === restore.id && !dryRun && text('confirm') !== wanted.id) {
      return refuseWith(400, `Nothing was restored: type ${wanted.id} to confirm.`);
    }
    let id: string;
    try {
      const run = text('run');
      const date = text('date') || (wanted.id === restore.id ? await newestBackup(askAdmin) : '');
      if (date === null) return refuseWith(404, 'There is no complete backup to restore.');
      const restoring = { date, dryRun, ...(run !== '' && { run }) };
      const started = await startJob(askAdmin, wanted, { blocks: text('blocks'), restoring });
      id = started.job.id;
    } catch (error) {
      return refuse(error);
    }
    redirect(303, `/admin?job=${encodeURIComponent(id)}`);
  }
} satisfies Actions);

/** The day of the newest backup that can be restored; null = there is none. */
async function newestBackup(ask: App.Locals['askAdmin']): Promise<string | null> {
  const { backups: all } = await ask(backups, {});
  return all.find(({ state }) => state === 'complete')?.date ?? null;
}

const targetOf = (text: string) => (text === 'primary' ? 'primary' : 'failover');

interface Given {
  blocks: string;
  restoring: { date: string; run?: string; dryRun: boolean };
}

function startJob(ask: App.Locals['askAdmin'], wanted: (typeof jobStarts)[number], given: Given) {
  if (wanted.id === clearRevenueData.id) return ask(wanted, { body: { confirm: wanted.id } });
  if (wanted.id === restore.id) return ask(wanted, { body: given.restoring });
  if (wanted.id === auditTransactions.id)
    return ask(wanted, given.blocks === '' ? {} : { body: { blocks: given.blocks } });
  return ask(wanted, {});
}
