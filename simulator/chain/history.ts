/**
 * Two and a half years of transactions on the tracked address: when they happened. Slow at first and ever faster, now and
 * then several in one block, and some exactly on either side of a UTC midnight.
 */
import { daySeconds } from '../clock.ts';
import { Random } from '../random.ts';
import { firstHeight, heightAt, dueTime } from './time.ts';

export interface Occasion {
  height: number;
  kind: 'payment' | 'free' | 'own';
}

/** In order of height, all at or below `tip`, none at `free`. */
export function planHistory(plan: {
  seed: number;
  tip: number;
  payments: number;
  others: number;
  free: number;
}): Occasion[] {
  const random = new Random(plan.seed, 'history');
  const start = dueTime(firstHeight);
  const span = dueTime(plan.tip) - start;
  const moment = () => {
    const share = random.chance(0.35) ? random.unit() : random.unit() ** 0.2;
    return Math.min(plan.tip, heightAt(start + share * span));
  };
  const occasions: Occasion[] = [];
  for (let index = 0; index < plan.payments; index++) occasions.push({ height: moment(), kind: 'payment' });
  for (let index = 0; index < plan.others; index++) {
    occasions.push({ height: moment(), kind: random.chance(0.05) ? 'own' : 'free' });
  }
  occasions.sort((a, b) => a.height - b.height);
  crowd(occasions, random);
  straddleMidnights(occasions, plan.tip);
  for (const occasion of occasions) if (occasion.height === plan.free) occasion.height--;
  return occasions.sort((a, b) => a.height - b.height);
}

/** Every twentieth joins the block of the one before it. */
function crowd(occasions: Occasion[], random: Random): void {
  occasions.forEach((occasion, index) => {
    const previous = occasions[index - 1];
    if (previous !== undefined && random.chance(0.05)) occasion.height = previous.height;
  });
}

/** Moves payments of the days around some midnights to the last block of one day and the first of the next. */
function straddleMidnights(occasions: Occasion[], tip: number): void {
  const today = Math.floor(dueTime(tip) / daySeconds);
  const payments = occasions.filter(({ kind }) => kind === 'payment');
  for (const daysAgo of [0, 1, 2, 30, 100, 200, 300, 600]) {
    const midnight = (today - daysAgo) * daySeconds;
    const last = heightAt(midnight - 1);
    if (dueTime(firstHeight) > midnight || last + 1 > tip) continue;
    const next = payments.findIndex(({ height }) => height > last);
    const nearest = payments.slice(Math.max(0, (next < 0 ? payments.length : next) - 2)).slice(0, 3);
    nearest.forEach((payment, index) => (payment.height = index === 0 ? last : last + 1));
  }
}
