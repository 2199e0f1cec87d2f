/** Who is reported to hold bitcoins, and what labelled addresses hold, as panels. */
import { treasuries } from '$lib/contract/markets/market';
import type { Answer } from '$lib/contract/kit/endpoint';
import { countText, dateTimeText, fluxText, UNKNOWN } from '$lib/ui/format/format';
import { marketPanel, worthText, type MarketPanel } from '$lib/ui/markets/market-panel';

type Told = Answer<typeof treasuries>;

const API = '/api/bitcoin/treasuries';

export async function treasuryPanels(ask: App.Locals['ask']): Promise<MarketPanel[]> {
  const told = await ask(treasuries, {});
  return [
    holdersPanel('companies', 'Companies', told.companies),
    holdersPanel('governments', 'Governments', told.governments),
    addressesPanel(told.addresses)
  ];
}

function holdersPanel(id: string, title: string, { rows, source, totalBtc, ...head }: Told['companies']): MarketPanel {
  const total = totalBtc === null ? [] : [{ label: 'All that are listed', text: countText(totalBtc), unit: 'BTC' }];
  const largest = Math.max(0, ...rows.map(({ holdingsBtc }) => holdingsBtc));
  return marketPanel(head, {
    id,
    title,
    note: source === null ? '' : `As reported to ${source}, which keeps the list by hand.`,
    figures: total,
    columns: [
      { text: title },
      { text: 'BTC', isNumber: true },
      { text: 'Worth now', isNumber: true },
      { text: 'Paid', isNumber: true },
      { text: 'Of 21 million', isNumber: true }
    ],
    rows: rows.map(({ name, country, holdingsBtc, valueUsd, entryUsd, share }) => ({
      cells: [
        country === null ? name : `${name} (${country})`,
        countText(holdingsBtc),
        worthText(valueUsd),
        worthText(entryUsd),
        share === null ? UNKNOWN : `${share.toFixed(2)}%`
      ],
      share: largest === 0 ? null : (holdingsBtc / largest) * 100
    })),
    api: API
  });
}

function addressesPanel({ rows, source, listedOn, balanceSource, ...head }: Told['addresses']): MarketPanel {
  const balances = balanceSource === null ? 'Balances are not known yet.' : `Balances by ${balanceSource}.`;
  return marketPanel(head, {
    id: 'addresses',
    title: 'Labelled addresses',
    note:
      source === null
        ? ''
        : `Labels as of ${listedOn ?? UNKNOWN}, by ${source}; nobody here has verified them. ${balances}`,
    columns: [
      { text: 'Address' },
      { text: 'Label' },
      { text: 'Kind' },
      { text: 'BTC', isNumber: true },
      { text: 'Balance of (UTC)' }
    ],
    rows: rows.map(({ label, kind, balanceBtc, balanceAsOf, address }) => ({
      cells: [address, label, kind, fluxText(balanceBtc, 8), dateTimeText(balanceAsOf).slice(0, 16)]
    })),
    shown: 50,
    api: API
  });
}
