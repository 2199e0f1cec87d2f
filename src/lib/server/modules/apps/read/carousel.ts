/**
 * The carousel: largest images, benchmark records, and the apps that came or go within a day of blocks.
 *
 * Which apps those are depends on the chain's height: without one there is no answer, and never one for height 0.
 */
import type { CarouselStat, DeployedApp, ExpiringApp } from '../../../../contract/apps/carousel.ts';
import type { Freshness } from '../../../../contract/kit/figures.ts';
import {
  BLOCKS_PER_DAY,
  deployedToday,
  heightOfEnd,
  isExpiring,
  resourcesOf
} from '../../../../domain/apps/app-resources.ts';
import { blocksLeft } from '../../../../domain/apps/app-life.ts';
import { classifyImage } from '../../../../domain/apps/categories.ts';
import { SECONDS_PER_DAY } from '../../../../domain/time/periods.ts';
import type { AppTermRow } from '../statements.ts';
import { parseComponents } from './app-components.ts';
import { endOfRow } from './app-end.ts';
import { censusLimitSeconds, freshnessAt, oldestOf, type ReadContext, readSyncState } from '../../ledger/module.ts';
import { lastReadAt } from '../../../platform/store/documents/answer-status.ts';
import { readCurrent } from '../../census/module.ts';

const TOP_IMAGES = 10;

interface Aged<T> extends Freshness {
  stats: T[] | null;
  cached: boolean;
  cacheAge: number | null;
  fresh: boolean;
  timestamp: number | null;
}

export async function readCarouselStats(context: ReadContext): Promise<Aged<CarouselStat>> {
  const current = await readCurrent(context);
  const [images, records] = [current('images'), current('records')];
  const isKnown = images.value !== null || records.value !== null;
  const top = (images.value?.images ?? [])
    .toSorted((a, b) => b.instances - a.instances || (a.image < b.image ? -1 : 1))
    .slice(0, TOP_IMAGES)
    .map(({ image, instances }) => {
      const { slug, label } = classifyImage(image);
      return { kind: 'top-app' as const, image, slug, label, count: instances };
    });
  const best = (records.value ?? []).map((record) => ({ kind: 'record' as const, ...record }));
  return aged(context, isKnown ? [...top, ...best] : null, oldestOf([images, records]));
}

export async function readDeployed(context: ReadContext): Promise<Aged<DeployedApp>> {
  const at = await readTip(context);
  if (at.tip === null) return aged(context, null, at);
  const { tip } = at;
  const rows = await context.store.query('apps_deployed', { from: tip - BLOCKS_PER_DAY, to: tip });
  const apps = rows
    .filter(({ height }) => deployedToday(height, tip))
    .map((row) => ({ ...appOf(row), blockAge: blocksLeft(tip, row.height) }));
  return aged(context, apps, at);
}

export async function readExpiring(context: ReadContext): Promise<Aged<ExpiringApp>> {
  const at = await readTip(context);
  if (at.tip === null) return aged(context, null, at);
  const { tip } = at;
  const now = context.now();
  const rows = await context.store.query('apps_expiring', {
    from: tip,
    to: tip + BLOCKS_PER_DAY,
    from_time: now,
    to_time: now + SECONDS_PER_DAY
  });
  const apps = rows
    .flatMap((row) => {
      const end = endOfRow(row);
      return end === null ? [] : [{ row, end: heightOfEnd(end, { tip, now }) }];
    })
    .filter(({ end }) => isExpiring(end, tip))
    .map(({ row, end }) => ({ ...appOf(row), blocksUntilExpiry: blocksLeft(end, tip) }))
    .toSorted((a, b) => a.blocksUntilExpiry - b.blocksUntilExpiry || (a.name < b.name ? -1 : 1));
  return aged(context, apps, at);
}

/** The newest height there is, from the sync or the census, and how fresh it and the list of apps are together. */
export async function readTip(context: ReadContext): Promise<Freshness & { tip: number | null }> {
  const [state, current, readAt] = await Promise.all([
    readSyncState(context),
    readCurrent(context),
    lastReadAt(context.store, 'app-specs')
  ]);
  const specs = current('specs');
  const list = freshnessAt(readAt ?? specs.asOf, context.now(), censusLimitSeconds(context));
  const { tip: censusTip = null } = specs.value ?? {};
  const heights = [
    { tip: state.tip, asOf: state.lastCompleted, stale: state.stale },
    { tip: censusTip, asOf: specs.asOf, stale: specs.stale }
  ].flatMap(({ tip, ...fresh }) => (tip === null ? [] : [{ tip, ...fresh }]));
  const [newest] = heights.toSorted((a, b) => b.tip - a.tip);
  if (list.asOf === null || newest === undefined) return { tip: null, asOf: null, stale: true };
  return { tip: newest.tip, ...oldestOf([list, newest]) };
}

function appOf({ name, instances, components, is_encrypted, height }: AppTermRow) {
  const isEncrypted = is_encrypted === 1;
  const each = resourcesOf({ components: parseComponents(components), isEncrypted });
  return {
    name,
    instances,
    cpu: each?.cpu ?? null,
    ram: each?.ramMb ?? null,
    hdd: each?.hddGb ?? null,
    encrypted: isEncrypted,
    height
  };
}

function aged<T>(context: ReadContext, stats: T[] | null, { asOf, stale }: Freshness): Aged<T> {
  return {
    stats,
    cached: stats !== null,
    cacheAge: asOf === null ? null : Math.max(0, context.now() - asOf),
    fresh: !stale,
    timestamp: asOf,
    asOf,
    stale
  };
}
