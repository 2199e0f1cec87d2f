/** What is left of today's orders day by day if nobody renews: instances, and cores of those whose content can be read. */
import { BLOCKS_PER_DAY } from '../apps/app-resources.ts';
import { addDays } from '../time/periods.ts';
import { unexpired, type AppNow } from './app-now.ts';

export interface Projection {
  /** At this time of each day, today first. */
  days: { date: string; instances: number; cores: number }[];
  /** Unexpired apps whose cores are known. */
  readable: number;
  /** Unexpired apps with a known number of instances. */
  counted: number;
}

type Ordered = Pick<AppNow, 'endHeight' | 'ordered' | 'resources'>;

export function projectionOf(
  apps: readonly Ordered[],
  { tip, today, days }: { tip: number; today: string; days: number }
): Projection {
  const orders = unexpired(apps, tip).flatMap(({ endHeight, ordered, resources }) => {
    const millicores = resources?.cpu == null ? null : Math.round(resources.cpu * 1_000);
    return ordered === null ? [] : [{ endHeight, ordered, millicores }];
  });
  const left = Array.from({ length: days }, () => ({ instances: 0, millicores: 0 }));
  for (const { endHeight, ordered, millicores } of orders) {
    const last = Math.min(days - 1, Math.ceil((endHeight - tip) / BLOCKS_PER_DAY) - 1);
    for (let day = 0; day <= last; day++) {
      const at = left[day];
      if (at === undefined) break;
      at.instances += ordered;
      at.millicores += ordered * (millicores ?? 0);
    }
  }
  return {
    days: left.map(({ instances, millicores }, day) => ({
      date: addDays(today, day),
      instances,
      cores: millicores / 1_000
    })),
    readable: orders.filter(({ millicores }) => millicores !== null).length,
    counted: orders.length
  };
}
