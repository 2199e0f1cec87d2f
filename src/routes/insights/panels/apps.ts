/** Panels about what apps do and how long they live. */
import { activity, cohorts, expiredRunning, games, projection } from '$lib/contract/insights/apps';
import { urlOf } from '$lib/contract/kit/client';
import { countText, fluxText, shareText } from '$lib/ui/format/format';
import type { PanelBody } from '$lib/ui/insights/panel';
import { appHref } from '$lib/ui/state/app-href';

type Ask = App.Locals['ask'];

export async function activityPanel(ask: Ask): Promise<PanelBody> {
  const told = await ask(activity, {});
  return {
    title: 'Within a day',
    note: 'Registered, updated or ending within 2,880 blocks; owners and encryption of unexpired apps.',
    figures: [
      { label: 'New', text: countText(told.newCount) },
      { label: 'Updated', text: countText(told.updatedCount) },
      { label: 'Ending', text: countText(told.expiringCount) },
      { label: 'Owners', text: countText(told.owners) },
      { label: 'Encrypted', text: shareText(told.encryptedPercent) },
      { label: 'Median days left', text: told.medianDaysLeft === null ? 'n/a' : told.medianDaysLeft.toFixed(1) }
    ],
    columns: [],
    rows: [],
    shown: 0,
    coverage: told.coverage,
    api: urlOf(activity, {}),
    asOf: told.asOf,
    stale: told.stale
  };
}

export async function expiredPanel(ask: Ask): Promise<PanelBody> {
  const { apps, instances, longest, coverage, asOf, stale } = await ask(expiredRunning, { query: { history_days: 1 } });
  return {
    title: 'Running past their end',
    note: 'Containers of apps whose paid life ended 2,880 blocks ago or more.',
    figures: [
      { label: 'Apps', text: countText(apps) },
      { label: 'Containers', text: countText(instances) }
    ],
    columns: [{ text: 'App' }, { text: 'Days', isNumber: true }],
    rows: (longest ?? []).map(({ name, days }) => ({ cells: [name, days.toFixed(1)], href: appHref(name) })),
    shown: 10,
    coverage,
    api: urlOf(expiredRunning, {}),
    asOf,
    stale
  };
}

export async function gamesPanel(ask: Ask): Promise<PanelBody> {
  const { products, coverage, asOf, stale } = await ask(games, { query: { history_days: 1 } });
  return {
    title: 'Games',
    note: 'Containers now, and what their apps paid in the last 30 days with its share of all revenue.',
    figures: [],
    columns: [
      { text: 'Game' },
      { text: 'Containers', isNumber: true },
      { text: 'FLUX in 30 days', isNumber: true },
      { text: 'Share', isNumber: true }
    ],
    rows: (products ?? []).map(({ label, containers, revenue30Days, share }) => ({
      cells: [label, countText(containers), fluxText(revenue30Days), shareText(share)],
      share
    })),
    shown: 12,
    coverage,
    api: urlOf(games, {}),
    asOf,
    stale
  };
}

export async function projectionPanel(ask: Ask): Promise<PanelBody> {
  const { days, coverage, asOf, stale } = await ask(projection, { query: { days: 181 } });
  const all = days ?? [];
  const first = all[0]?.instances ?? 0;
  return {
    title: 'If nobody renews',
    note: 'Ordered copies and cores that are left, every 15 days; cores of apps whose content can be read.',
    figures: [],
    columns: [{ text: 'Day' }, { text: 'Copies', isNumber: true }, { text: 'Cores', isNumber: true }],
    rows: all
      .filter((_, day) => day % 15 === 0)
      .map(({ date, instances, cores }) => ({
        cells: [date, countText(instances), countText(Math.round(cores))],
        share: first === 0 ? null : (instances / first) * 100
      })),
    shown: 13,
    coverage,
    api: urlOf(projection, {}),
    asOf,
    stale
  };
}

export async function cohortsPanel(ask: Ask): Promise<PanelBody> {
  const { data, coverage, asOf, stale } = await ask(cohorts, {});
  return {
    title: 'How long apps live',
    note: 'Lives by month of registration: of those that could have lived so long, how many did.',
    figures: [],
    columns: [
      { text: 'Month' },
      { text: 'Lives', isNumber: true },
      { text: '30 days', isNumber: true },
      { text: '90 days', isNumber: true },
      { text: '180 days', isNumber: true }
    ],
    rows: (data ?? []).toReversed().map(({ month, lives, percent30, percent90, percent180 }) => ({
      cells: [month, countText(lives), shareText(percent30), shareText(percent90), shareText(percent180)]
    })),
    shown: 13,
    coverage,
    api: urlOf(cohorts, {}),
    asOf,
    stale
  };
}
