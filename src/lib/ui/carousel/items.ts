/**
 * What the carousel shows, one card per entry: each list of the API as cards of one form, ready to be read.
 *
 * Ages and times left are estimates from blocks: 2,880 a day, one in 30 seconds.
 */
import type { CarouselStat, DeployedApp, ExpiringApp } from '../../contract/apps/carousel.ts';
import { BLOCKS_PER_DAY } from '../../domain/apps/app-resources.ts';
import { SECONDS_PER_DAY } from '../../domain/time/periods.ts';
import { appHref } from '../state/app-href.ts';
import { agoText, amountText, countText, durationText, sizeText } from '../format/format.ts';

export interface CarouselItem {
  /** Unique in its list. */
  key: string;
  title: string;
  /** What stands out. */
  main: string;
  /** What it is: "containers", "disk write". */
  note: string;
  facts: string[];
  href: '/apps' | '/nodes' | `/apps/${string}` | `/nodes?${string}` | `/repos?${string}`;
}

const SECONDS_PER_BLOCK = SECONDS_PER_DAY / BLOCKS_PER_DAY;

type Benchmark = Extract<CarouselStat, { kind: 'record' }>;
const measures: Record<Benchmark['measure'], { note: string; toText: (value: number) => string }> = {
  cores: { note: 'most threads', toText: (value) => amountText(value) },
  ramGb: { note: 'most RAM', toText: sizeText },
  storageGb: { note: 'most storage', toText: sizeText },
  diskWriteMBs: { note: 'fastest disk', toText: (value) => `${amountText(value)} MB/s` },
  eps: { note: 'fastest CPU', toText: (value) => `${amountText(value)} EPS` },
  downloadMbit: { note: 'fastest download', toText: (value) => `${amountText(value)} Mbit/s` },
  uploadMbit: { note: 'fastest upload', toText: (value) => `${amountText(value)} Mbit/s` }
};

export function statItem(stat: CarouselStat): CarouselItem {
  if (stat.kind === 'top-app') {
    const { image, label, count } = stat;
    const href = `/repos?${new URLSearchParams({ image }).toString()}` as const;
    return { key: image, title: label, main: countText(count), note: 'containers', facts: [image], href };
  }
  const { tier, measure, value, ip } = stat;
  const { note, toText } = measures[measure];
  const href = `/nodes?${new URLSearchParams({ search: ip }).toString()}` as const;
  return { key: `${tier} ${measure}`, title: tier, main: toText(value), note, facts: [ip], href };
}

export function deployedItem(app: DeployedApp): CarouselItem {
  return { ...appItem(app), main: agoText(app.blockAge * SECONDS_PER_BLOCK), note: 'deployed, about' };
}

export function expiringItem(app: ExpiringApp): CarouselItem {
  return { ...appItem(app), main: durationText(app.blocksUntilExpiry * SECONDS_PER_BLOCK), note: 'left, about' };
}

function appItem({ name, instances, cpu, ram, hdd, encrypted }: DeployedApp | ExpiringApp) {
  const size = [
    `${amountText(cpu)} CPU`,
    `${sizeText(ram === null ? null : ram / 1_000)} RAM`,
    `${sizeText(hdd)} disk`
  ];
  const facts = [`${countText(instances)} ${instances === 1 ? 'instance' : 'instances'}`];
  return {
    key: name,
    title: name,
    facts: [...facts, ...(encrypted ? ['encrypted'] : size)],
    href: appHref(name)
  };
}
