import { describe, expect, it } from 'vitest';
import { ProblemError } from '../../lib/contract/client.ts';
import { addDays, eachDay } from '../../lib/domain/periods.ts';
import { settle } from '../../lib/ui/settle.ts';
import { readChart } from './state.ts';
import { askHistoryChart } from './history-chart.ts';

/** 2026-11-20 15:30 UTC. */
const NOW = 1_795_188_600;
const TODAY = '2026-11-20';

describe(askHistoryChart, () => {
  it('leaves the day that is not over out of the line and out of total, mean, high and low', async () => {
    const { chart } = await draw('range=7d', (date) => (date === TODAY ? '1.00000000' : '10.50000000'));
    expect(chart.model.lines[0]?.open).toMatchObject({ x: 100 });
    expect(chart.figures).toEqual([
      { label: 'total', text: '63.00 FLUX', note: '6 days' },
      { label: 'mean', text: '10.50 FLUX' },
      { label: 'high', text: '10.50 FLUX', note: '2026-11-14' },
      { label: 'low', text: '10.50 FLUX', note: '2026-11-14' }
    ]);
  });
  it('asks from the start of the first week or month', async () => {
    const { asked } = await draw('range=90d&view=monthly', () => '1.00000000');
    expect(asked).toEqual([{ start_date: '2026-08-01', end_date: TODAY }]);
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
    expect(chart.coverage).toBe('63 of 70 payments have a price');
    expect(chart.figures[0]).toEqual({ label: 'total', text: '$7.50', note: '6 days' });
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
  it('does not hide a mistake of our own', async () => {
    await expect(settle(Promise.reject(new TypeError('mine')), NOW)).rejects.toThrow('mine');
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
        : { date, revenue: amountOf(date) }
    );
    const answer = answers.get(endpoint.id) ?? { count: data.length, data, asOf: NOW, stale: false };
    answers.set(endpoint.id, answer);
    return Promise.resolve(answer);
  }) as unknown as App.Locals['ask'];
  const params = new URLSearchParams(query);
  const again = () => askHistoryChart(ask, { chart: readChart(params, TODAY), query: params }, NOW);
  return { asked, again, chart: await again() };
}

interface Range {
  start_date?: string;
  end_date?: string;
  limit?: number;
}
