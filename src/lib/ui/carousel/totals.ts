/** The network as a whole, at the head of the carousel. What is not known is left out. */
import type { Metrics } from '../../contract/history/metrics.ts';
import type { CarouselItem } from './items.ts';
import { amountText, countText, percentText, sizeText } from '../format/format.ts';

export function totalItems({ nodes, wallets, apps, cloud }: Metrics): CarouselItem[] {
  const inUse = (name: 'cpu' | 'ram' | 'storage') => `${percentText(cloud[name].utilization)} in use`;
  const { cpu, ram, storage } = cloud;
  return [
    ...total(nodes.total, { title: 'Network', note: 'nodes', fact: `${countText(wallets.unique)} wallets` }),
    ...total(apps.total, {
      title: 'Apps',
      note: 'containers',
      fact: `${percentText(apps.resolvedPercent)} image known`
    }),
    ...total(cpu.total, { title: 'CPU', note: 'threads', fact: inUse('cpu'), toText: amountText }),
    ...total(ram.total, { title: 'Memory', note: 'RAM', fact: inUse('ram'), toText: sizeText }),
    ...total(storage.total, { title: 'Disks', note: 'storage', fact: inUse('storage'), toText: sizeText })
  ];
}

interface Told {
  title: string;
  note: string;
  fact: string;
  toText?: (value: number) => string;
}

function total(value: number | null, { title, note, fact, toText = countText }: Told): CarouselItem[] {
  if (value === null) return [];
  const href = title === 'Apps' ? '/apps' : '/nodes';
  return [{ key: `total ${title}`, title, main: toText(value), note, facts: [fact], href }];
}
