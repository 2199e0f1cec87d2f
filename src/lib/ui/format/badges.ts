/** The words and tones of the product's badges, in one place, so that a state looks the same wherever it is shown. */
import type { Source } from '../../contract/ledger/revenue.ts';
import type { Transaction, TypeChoice } from '../../contract/ledger/transactions.ts';
import { fluxProfile } from '../../domain/chain-profile.ts';
import { agoText, dateTimeText, UNKNOWN } from './format.ts';

export type Tone = 'plain' | 'accent' | 'good' | 'warn' | 'bad';
export type MarkName = 'docker' | 'github' | 'wordpress' | 'fluxdrive' | 'unregistered' | 'unknown';

export interface BadgeText {
  text: string;
  tone: Tone;
  title?: string;
  mark?: MarkName;
  /** The hue of whom it names, in place of the tone. */
  hue?: Source;
}

const SETTLED = fluxProfile.settleAfter;

/** Who paid, as lists and choices name it. */
export const payerNames: Readonly<Record<Source, string>> = { team: 'Team', fiat: 'Card', other: 'Direct' };

/** Kinds of app, as filters name them. */
export const typeChoiceNames: Readonly<Record<TypeChoice, string>> = {
  git: 'Git',
  docker: 'Docker',
  fluxdrive: 'FluxDrive',
  unregistered: 'Unregistered',
  none: 'No app'
};

/** Who paid, where it is not a user; the address is the title. */
export function sourceBadge(source: Exclude<Source, 'other'>, address: string): BadgeText {
  return { text: payerNames[source], tone: 'accent', title: address, hue: source };
}

/** How far a payment is that the chain could still take back; `tip` null = not known. */
export function settlingBadge(height: number, tip: number | null): BadgeText {
  const confirmations = tip === null ? null : Math.min(SETTLED, Math.max(1, tip - height + 1));
  return {
    text: confirmations === null ? `under ${SETTLED} confirmations` : `${confirmations} of ${SETTLED} confirmations`,
    tone: 'plain',
    title: 'The chain could still take it back.'
  };
}

const types = {
  git: { text: 'git', tone: 'plain', title: 'Git app', mark: 'github' },
  docker: { text: 'docker', tone: 'plain', title: 'Docker app', mark: 'docker' },
  fluxdrive: { text: 'FluxDrive', tone: 'plain', title: 'FluxDrive', mark: 'fluxdrive' },
  unregistered: { text: 'unregistered', tone: 'plain', title: 'never registered', mark: 'unregistered' }
} as const satisfies Record<NonNullable<Transaction['appType']>, BadgeText>;

/** What kind of app a payment bought; null = not known. */
export function typeBadge(type: Transaction['appType']): BadgeText {
  return type === null ? { text: UNKNOWN, tone: 'plain', title: 'kind unknown', mark: 'unknown' } : types[type];
}

/** How much of the network's CPU is taken: percent in use. */
export function demandBadge(cpuPercent: number | null): BadgeText {
  if (cpuPercent === null) return { text: `demand ${UNKNOWN}`, tone: 'plain', title: 'CPU in use is not known' };
  const title = `${cpuPercent.toFixed(1)}% of the CPU is in use`;
  if (cpuPercent < 25) return { text: 'low demand', tone: 'plain', title };
  if (cpuPercent < 50) return { text: 'moderate demand', tone: 'accent', title };
  if (cpuPercent < 75) return { text: 'high demand', tone: 'good', title };
  return { text: 'very high demand', tone: 'warn', title };
}

/** Figures older than they should be. */
export function staleBadge(asOf: number, now: number): BadgeText {
  const title = `older than it should be: from ${dateTimeText(asOf)} UTC`;
  return { text: `stale, ${agoText(now - asOf)}`, tone: 'warn', title };
}
