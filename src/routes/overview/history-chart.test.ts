import { describe, expect, it } from 'vitest';
import { ProblemError } from '../../lib/contract/kit/client.ts';
import { addDays, eachDay } from '../../lib/domain/time/periods.ts';
import { mapPart, onFault } from '../../lib/ui/state/parts.ts';
import { settle } from '../../lib/ui/live/settle.ts';
import { readChart } from './state.ts';
import { askHistoryChart } from './history-chart.ts';

/** 2026-11-20 15:30 UTC. */
const NOW = 1_795_188_600;
const TODAY = '2026-11-20';
/** 60 days until today. */
const FIRST = '2026-09-22';

describe(askHistoryChart, () => {
  it('leaves the day that is not over out of the line and out of mean, high and low', async () => {
    const { chart } = await draw('range=7d', (date) => (date === TODAY ? '1.00000000' : '10.50000000'));
    expect(chart.model.lines[0]?.open).toMatchObject({ x: 100 });
    expect(chart.figures).toEqual([
      { label: 'total', text: '64.00 FLUX', note: '7 days, 1 of them in part' },
      { label: 'mean', text: '10.50 FLUX', note: '6 days' },
      { label: 'high', text: '10.50 FLUX', note: '2026-11-14' },
      { label: 'low', text: '10.50 FLUX', note: '2026-11-14' }
    ]);
  });
  it.each(['range=90d', 'range=all', 'from=2026-09-20&to=2026-11-01', 'range=90d&unit=usd', 'range=all&unit=usd'])(
    'has one total by day, week and month: %s',
    async (query) => {
      const amountOf = (date: string) => (date.endsWith('-07') ? null : '1.25000001');
      const totals = [];
      for (const view of ['daily', 'weekly', 'monthly']) {
        const { chart, asked } = await draw(`${query}&view=${view}`, amountOf);
        totals.push({ total: chart.figures[0]?.text, asked });
      }
      expect(new Set(totals.map((one) => JSON.stringify(one))).size).toBe(1);
      expect(totals[0]?.total).toMatch(/[1-9]/);
    }
  );
  it('marks months that lack days or prices', async () => {
    const { chart } = await draw('range=90d&view=monthly&unit=usd', () => '1.25');
    expect(chart.model.data.series[0]?.notes).toEqual([
      '9 of 31 days, 81 of 90 payments priced',
      '270 of 300 payments priced',
      '279 of 310 payments priced',
      '180 of 200 payments priced'
    ]);
    expect(chart.coverage).toBe('In part: 2026-08 (9 of 31 days). 810 of 900 payments have a price.');
  });
  it('draws prices of eight decimals', async () => {
    const { chart } = await draw('metric=price&range=7d', (date) => (date === TODAY ? '0.05812346' : '0.0712'));
    expect(chart.figures[0]).toEqual({ label: 'latest', text: '$0.05812346', note: TODAY });
    expect(chart.model.data.unit).toBe('USD/FLUX');
  });
  it('says that there is nothing before the first payment, nor after today', async () => {
    const { chart: old } = await draw('from=2020-01-01&to=2020-12-31', () => null);
    expect([old.model.count, old.coverage]).toEqual([0, 'No payments before 2026-09-22.']);
    const { chart: coming } = await draw('from=2027-01-01&to=2027-02-01&metric=price', () => null);
    expect(coming.coverage).toBe('No prices after 2026-11-20: these days are still to come.');
  });
  it('begins "all" with the first payment', async () => {
    const { chart } = await draw('range=all', (date) => (date < '2026-11-11' ? '0.00000000' : '2.00000000'));
    expect(chart.model.data.points[0]?.date).toBe('2026-11-11');
  });
  it('knows nothing of a range without a known day', async () => {
    const { chart } = await draw('', () => null);
    expect(chart.model.xTicks).toEqual([]);
    expect(chart.figures).toEqual([{ label: 'total', text: 'n/a' }]);
  });
  it('says how many payments a sum in dollars covers', async () => {
    const { chart } = await draw('unit=usd&range=7d', () => '1.25');
    expect(chart.coverage).toBe('63 of 70 payments have a price.');
    expect(chart.figures[0]).toEqual({ label: 'total', text: '$8.75', note: '7 days, 1 of them in part' });
  });
  it('is drawn once for one answer', async () => {
    const { again, chart } = await draw('', () => '1.00000000');
    expect(await again()).toBe(chart);
  });
});

describe(settle, () => {
  const problem = { type: 'about:blank', title: 't', status: 400, detail: 'bad', code: 'bad_request', requestId: '' };

  it('is the answer with its time', async () => {
    expect(await settle(Promise.resolve(7), NOW)).toEqual({ state: 'ready', value: 7, at: NOW });
  });
  it('says what is wrong with the question, field by field', async () => {
    const errors = [{ name: 'search', message: '3 to 64 characters' }];
    const failed = await settle(Promise.reject(new ProblemError({ ...problem, errors }, null)), NOW);
    expect(failed).toMatchObject({ state: 'unavailable', status: 400, reason: 'search: 3 to 64 characters' });
  });
  it('says when there is no answer at all, or none in time', async () => {
    const away = new ProblemError({ ...problem, status: 0, detail: 'x' }, null);
    const late = new DOMException('', 'TimeoutError');
    const reasons = await Promise.all([settle(Promise.reject(away), NOW), settle(Promise.reject(late), NOW)]);
    expect(reasons).toMatchObject([
      { reason: 'The API cannot be reached.' },
      { reason: 'The API did not answer in time.' }
    ]);
  });
  it('lets a mistake of our own cost this part alone, and tells who watches', async () => {
    const faults: unknown[] = [];
    onFault((error) => faults.push(error));
    const mine = new RangeError('more than 6 decimals');
    expect(await settle(Promise.reject(mine), NOW)).toMatchObject({ state: 'unavailable', status: 500 });
    expect(mapPart({ state: 'ready', value: null, at: NOW }, () => JSON.parse('{') as unknown)).toMatchObject({
      state: 'unavailable',
      reason: 'The answer could not be shown.'
    });
    expect(faults).toEqual([mine, expect.any(SyntaxError)]);
  });
});

async function draw(query: string, amountOf: (date: string) => string | null) {
  const asked: unknown[] = [];
  const answers = new Map<string, object>();
  const ask = ((endpoint: { id: string }, { query: given }: { query: Range }) => {
    asked.push(given);
    const start = given.start_date ?? addDays(TODAY, 1 - Math.min(60, given.limit ?? 60));
    const data = eachDay(start, given.end_date ?? TODAY).map((date) =>
      endpoint.id === 'dailyRevenueUsd'
        ? { date, revenueUsd: amountOf(date), pricedCount: 9, totalCount: 10 }
        : endpoint.id === 'snapshots'
          ? { date, fluxPriceUsd: numberOf(amountOf(date)) }
          : { date, revenue: amountOf(date) }
    );
    const answer = answers.get(endpoint.id) ?? { count: data.length, data, firstDate: FIRST, asOf: NOW, stale: false };
    answers.set(endpoint.id, answer);
    return Promise.resolve(answer);
  }) as unknown as App.Locals['ask'];
  const params = new URLSearchParams(query);
  const again = () => askHistoryChart(ask, { chart: readChart(params, TODAY), query: params }, NOW);
  return { asked, again, chart: await again() };
}

const numberOf = (text: string | null) => (text === null ? null : Number(text));

interface Range {
  start_date?: string;
  end_date?: string;
  limit?: number;
}
