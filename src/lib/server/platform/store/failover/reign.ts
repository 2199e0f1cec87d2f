/**
 * Which of two databases is in use, as a reducer over what their epoch rows say.
 *
 * Each switch begins an epoch one higher than the newest known and goes to the other database; so an epoch, whoever
 * decides it and however old the knowledge it is decided on, has one database in use, and two replicas that decide the
 * same switch decide the same epoch. The higher epoch wins; nothing else ever changes a reign.
 */
import type { EpochRow } from '../statements.ts';

export type Instance = 'primary' | 'failover';
export const instances = ['primary', 'failover'] as const;

export interface Reign {
  epoch: number;
  active: Instance;
  /** Unix seconds of the switch; null before there was one. */
  at: number | null;
  reason: string;
}

/** Before anybody has switched. */
export const firstReign: Reign = { epoch: 0, active: 'primary', at: null, reason: '' };

export function otherThan(instance: Instance): Instance {
  return instance === 'primary' ? 'failover' : 'primary';
}

/** What is known after one of the two has said what it knows; null: it knows of no epoch. */
export function learned(reign: Reign, from: Instance, row: EpochRow | null): Reign {
  if (row === null || row.epoch <= reign.epoch) return reign;
  const { epoch, is_active, at, reason } = row;
  return { epoch, active: is_active === 1 ? from : otherThan(from), at, reason };
}

/** The reign that a switch begins. */
export function nextReign({ epoch, active }: Reign, { at, reason }: { at: number; reason: string }): Reign {
  return { epoch: epoch + 1, active: otherThan(active), at, reason };
}

/** How a reign stands in one of the two databases. */
export function rowOf({ epoch, active, at, reason }: Reign, instance: Instance): EpochRow {
  return { epoch, is_active: active === instance ? 1 : 0, at: at ?? 0, reason };
}

/** Whether a database that answered has to be told: it knows of an older epoch only. */
export function isBehind(reign: Reign, row: EpochRow | null): boolean {
  return (row?.epoch ?? 0) < reign.epoch;
}
