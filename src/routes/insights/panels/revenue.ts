/** Panels about where revenue comes from and why it moved. */
import { mix, payers, sources, why } from '$lib/contract/insights/revenue';
import { urlOf } from '$lib/contract/kit/client';
import { changeText, countText, differenceText, fluxText } from '$lib/ui/format/format';
import type { PanelBody } from '$lib/ui/insights/panel';

type Ask = App.Locals['ask'];

const words = {
  count: 'Number of payments',
  term: 'Length of terms',
  size: 'Size of orders',
  price: 'Price of FLUX',
  mix: 'Mix of kinds'
};

/** "+38,029.50" FLUX. */
const movedText = (change: string | null) =>
  change === null ? 'n/a' : differenceText(fluxText(change).replaceAll(',', ''));

export async function whyPanel(ask: Ask): Promise<PanelBody> {
  const query = { period: 'monthly' } as const;
  const { current, previous, change, data, coverage, asOf, stale } = await ask(why, { query });
  return {
    title: 'Why revenue changed',
    note: `${current.start} to ${current.end} against ${previous.start} to ${previous.end}. The parts add up to the change exactly.`,
    figures: [
      { label: 'This month', text: fluxText(current.revenue), unit: 'FLUX' },
      { label: 'The month before', text: fluxText(previous.revenue), unit: 'FLUX' },
      { label: 'Change', text: movedText(change), unit: 'FLUX' }
    ],
    columns: [{ text: 'Cause' }, { text: 'FLUX', isNumber: true }, { text: 'Of the revenue before', isNumber: true }],
    rows: data.map(({ factor, change: part, share }) => ({
      cells: [words[factor], movedText(part), changeText(share)]
    })),
    shown: 5,
    coverage,
    api: urlOf(why, { query }),
    asOf,
    stale
  };
}

export async function sourcesPanel(ask: Ask): Promise<PanelBody> {
  const query = { limit: 60 };
  const { data, coverage, asOf, stale } = await ask(sources, { query });
  return {
    title: 'Who paid',
    note: 'FLUX by day: customers are all but the team, by card or in FLUX.',
    figures: [],
    columns: ['Day', 'Customers', 'By card', 'In FLUX', 'Team'].map((text, place) => ({ text, isNumber: place > 0 })),
    rows: data.toReversed().map(({ date, organic, card, flux, team }) => ({
      cells: [date, fluxText(organic), fluxText(card), fluxText(flux), fluxText(team)]
    })),
    shown: 14,
    coverage,
    api: urlOf(sources, { query }),
    asOf,
    stale
  };
}

export async function mixPanel(ask: Ask): Promise<PanelBody> {
  const query = { limit: 60 };
  const { data, coverage, asOf, stale } = await ask(mix, { query });
  return {
    title: 'What was paid for',
    note: 'Payments by day; encrypted ones are among registrations and updates; days that a payment bought on average.',
    figures: [],
    columns: ['Day', 'New', 'Updates', 'Encrypted', 'No known message', 'Days bought'].map((text, place) => ({
      text,
      isNumber: place > 0
    })),
    rows: data.toReversed().map((day) => ({
      cells: [
        day.date,
        countText(day.register),
        countText(day.update),
        countText(day.encrypted),
        countText(day.unmatched),
        day.termDays === null ? 'n/a' : day.termDays.toFixed(1)
      ]
    })),
    shown: 14,
    coverage,
    api: urlOf(mix, { query }),
    asOf,
    stale
  };
}

export async function payersPanel(ask: Ask): Promise<PanelBody> {
  const { data, coverage, asOf, stale } = await ask(payers, {});
  return {
    title: 'Paying customers',
    note: 'Addresses that paid in FLUX; unknown payers, the team and the card gateway are left out.',
    figures: [],
    columns: ['Month', 'Paying', 'New', 'Returning'].map((text, place) => ({ text, isNumber: place > 0 })),
    rows: (data ?? []).toReversed().map(({ month, paying, new: fresh, returning }) => ({
      cells: [month, countText(paying), countText(fresh), countText(returning)]
    })),
    shown: 13,
    coverage,
    api: urlOf(payers, {}),
    asOf,
    stale
  };
}
