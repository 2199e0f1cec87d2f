/**
 * Plans of keys: how often a program may ask in a minute and in a month.
 *
 * A visitor without a key has the limit of their address. A key has that of its plan instead, whatever address it comes from.
 */
export const planNames = ['free', 'standard', 'pro'] as const;
export type PlanName = (typeof planNames)[number];

export interface Plan {
  perMinute: number;
  perMonth: number;
}

export const plans: Readonly<Record<PlanName, Plan>> = {
  free: { perMinute: 600, perMonth: 1_000_000 },
  standard: { perMinute: 3_000, perMonth: 10_000_000 },
  pro: { perMinute: 30_000, perMonth: 200_000_000 }
};
