/** A node of the list with what is known of its machine and place, as questions about "what if" need it. */
import type { Tier } from '../census/census.ts';

export interface NodeFact {
  collateral: string;
  tier: Tier;
  /** Payment address. */
  operator: string;
  /** `host:port`; null: it never told. */
  ip: string | null;
  country: string | null;
  countryCode: string | null;
  continentCode: string | null;
  region: string | null;
  provider: string | null;
  /** Of FluxOS. */
  version: string | null;
  hasStaticIp: boolean | null;
  /** null: not measured. */
  capacity: Capacity | null;
  /** By the apps on it; null: not told. */
  locked: Capacity | null;
}

export interface Capacity {
  millicores: number;
  ramMb: number;
  storageMb: number;
}

export const noCapacity: Capacity = { millicores: 0, ramMb: 0, storageMb: 0 };

export function plus(a: Capacity, b: Capacity): Capacity {
  return {
    millicores: a.millicores + b.millicores,
    ramMb: a.ramMb + b.ramMb,
    storageMb: a.storageMb + b.storageMb
  };
}

export function minus(a: Capacity, b: Capacity): Capacity {
  return plus(a, { millicores: -b.millicores, ramMb: -b.ramMb, storageMb: -b.storageMb });
}
