import { describe, expect, it } from 'vitest';
import { chartLinks, pageChoices } from './choices.ts';
import { readState } from './state.ts';

const TODAY = '2026-11-20';
const read = (query: string) => readState(new URLSearchParams(query), TODAY);

describe(readState, () => {
  it('has a default for everything', () => {
    expect(read('')).toEqual({
      period: 'daily',
      list: 'stats',
      isListWhole: false,
      chart: {
        category: 'revenue',
        metric: 'revenue',
        unit: 'flux',
        view: 'daily',
        range: '30d',
        image: null,
        extras: { mean: false, before: false },
        second: null,
        marks: true
      }
    });
  });
  it('reads all of a shared link', () => {
    const query =
      'period=yearly&list=expiring&all=1&category=cloud&metric=ram&view=weekly&from=2026-01-05&to=2026-03-01&mean=7&before=1&with=price&marks=0';
    expect(read(query)).toEqual({
      period: 'yearly',
      list: 'expiring',
      isListWhole: true,
      chart: {
        category: 'cloud',
        metric: 'ram',
        unit: 'flux',
        view: 'weekly',
        range: { from: '2026-01-05', to: '2026-03-01' },
        image: null,
        extras: { mean: true, before: true },
        second: 'price',
        marks: false
      }
    });
  });
  it('puts no figure beside itself, but revenue in FLUX beside revenue in USD', () => {
    expect(read('metric=price&with=price').chart.second).toBeNull();
    expect(read('with=revenue').chart.second).toBeNull();
    expect(read('unit=usd&with=revenue').chart.second).toBe('revenue');
  });
  it('widens a range that holds no weeks or months', () => {
    expect(read('range=7d&view=weekly').chart.range).toBe('30d');
    expect(read('view=monthly').chart.range).toBe('90d');
  });
  it('falls back to the first metric of the category', () => {
    expect(read('category=gaming&metric=tiers').chart).toMatchObject({ category: 'gaming', metric: 'products' });
    expect(read('category=planets&metric=total').chart).toMatchObject({ category: 'revenue', metric: 'revenue' });
  });
});

describe(chartLinks, () => {
  const linksAt = (query: string) => chartLinks(new URLSearchParams(query), read(query).chart);
  const hrefOf = (choices: { text: string; href: string }[], text: string) =>
    choices.find((choice) => choice.text === text)?.href;

  it('gives up metric, lines and image with the category, and keeps the rest', () => {
    const { category } = linksAt('category=nodes&metric=wallets&hide=nimbus&period=weekly&range=90d');
    expect(hrefOf(category, 'Cloud')).toBe('/?category=cloud&period=weekly&range=90d');
    expect(hrefOf(category, 'Revenue')).toBe('/?period=weekly&range=90d');
  });
  it('gives up the lines with the metric', () => {
    expect(hrefOf(linksAt('category=cloud&hide=cpu').metric, 'RAM')).toBe('/?category=cloud&metric=ram');
  });
  it('offers a unit for revenue alone', () => {
    expect(linksAt('').unit.map(({ text }) => text)).toEqual(['FLUX', 'USD']);
    expect(linksAt('metric=price').unit).toEqual([]);
  });
});

describe(pageChoices, () => {
  it('shows another list from its start', () => {
    const { list } = pageChoices(new URLSearchParams('list=deployed&all=1&unit=usd'), read('list=deployed&all=1'));
    expect(list.map(({ href, isCurrent }) => [href, isCurrent])).toEqual([
      ['/?unit=usd', false],
      ['/?list=deployed&unit=usd', true],
      ['/?list=expiring&unit=usd', false]
    ]);
  });
});
