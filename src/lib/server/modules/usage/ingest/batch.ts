/** What a group of events adds to minutes and periods, as one write. */
import { hash } from 'node:crypto';
import { billingPeriod } from '../../../../domain/usage/billing.ts';
import { toStored } from '../../../../domain/usage/tokens.ts';
import type { MeterWrite } from '../statements.ts';
import type { Tenant } from '../tenant.ts';

export interface MeteredEvent {
  id: string;
  tenant: Tenant;
  feature: string;
  tokens: bigint;
  /** Unix seconds. */
  at: number;
  /** What its key is used for, hashed; null: it has no key. */
  body: string | null;
}

const MINUTE = 60;
const digest = (parts: unknown[]) => hash('sha256', JSON.stringify(parts), 'base64url').slice(0, 27);

/** The id of an event with an idempotency key: the same in every process, for ever. */
export const idOfKey = (tenant: string, key: string): string => `k${digest([tenant, key])}`;

/** Of what a key stands for; a time that was not given is no part of it. */
export const bodyOf = (event: { feature: string; tokens: bigint; at?: number | undefined }): string =>
  digest([event.feature, String(event.tokens), event.at ?? null]);

interface Sum {
  tokens: bigint;
  events: number;
}

export function writeOf(events: readonly MeteredEvent[], now: number): MeterWrite {
  const minutes = new Map<string, Sum & { tenant: string; minute: number; feature: string }>();
  const totals = new Map<string, Sum & { tenant: string; period_start: number; period_end: number }>();
  const tenants = new Map<string, MeterWrite['tenants'][number]>();
  for (const {
    tenant: { name: tenant, rules, version },
    feature,
    tokens,
    at
  } of events) {
    const minute = at - (at % MINUTE);
    const { start: period_start, end: period_end } = billingPeriod(rules, at);
    const period = `${period_start} ${tenant}`;
    add(minutes, `${minute} ${JSON.stringify([tenant, feature])}`, tokens, () => ({ tenant, minute, feature }));
    add(totals, period, tokens, () => ({ tenant, period_start, period_end }));
    tenants.set(period, { tenant, version, period_start });
  }
  return {
    tenants: [...tenants.values()],
    metered: events.map(({ id, tenant, feature, tokens, at, body }) => ({
      id,
      tenant: tenant.name,
      feature,
      tokens: String(tokens),
      at,
      body
    })),
    minutes: [...minutes.values()].map(stored),
    totals: [...totals.values()].map(stored),
    now
  };
}

function add<T>(sums: Map<string, Sum & T>, key: string, tokens: bigint, name: () => T): void {
  const sum = sums.get(key);
  if (sum === undefined) sums.set(key, { ...name(), tokens, events: 1 });
  else {
    sum.tokens += tokens;
    sum.events++;
  }
}

function stored<T extends Sum>({ tokens, ...rest }: T) {
  return { ...rest, ...toStored(tokens) };
}
