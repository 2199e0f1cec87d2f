import { expect, it } from 'vitest';
import { askAppChart } from './app-chart.ts';

/** 2026-11-20 15:30 UTC. */
const NOW = 1_795_188_600;

const days = [
  { date: '2026-11-18', payments: 2, revenue: '3.00000001', recognised: '1.00000001', instances: 4 },
  { date: '2026-11-19', payments: 0, revenue: '0.00000000', recognised: '0.00000000', instances: null },
  { date: '2026-11-20', payments: null, revenue: null, recognised: null, instances: 6 }
];

it('shows instances as they are seen, with a gap for a day that was not watched', async () => {
  const { data, asked } = await chartOf('range=7d');
  expect(asked).toEqual({ params: { name: 'game' }, query: { start_date: '2026-11-14', end_date: '2026-11-20' } });
  expect(data.kind).toBe('gauge');
  expect(data.series[0]?.values).toEqual([4, null, 6]);
});

it('keeps a day without payments as 0 and an unknown one as unknown, to the last digit', async () => {
  const { data } = await chartOf('chart=revenue');
  expect(data.unit).toBe('FLUX');
  expect(data.points.map(({ isOpen }) => isOpen)).toEqual([false, false, true]);
  const { values, texts } = data.series[0] ?? { values: [] };
  expect((texts ?? values).map((value) => (value === null ? null : Number(value)))).toEqual([3.00000001, 0, null]);
});

it('shows what each day cost, from the terms that were paid for', async () => {
  const { data, asked } = await chartOf('chart=cost&from=2026-11-18&to=2026-11-20');
  expect(asked).toEqual({ query: { app: 'game', start_date: '2026-11-18', end_date: '2026-11-20' } });
  const { values, texts } = data.series[0] ?? { values: [] };
  expect((texts ?? values).map((value) => (value === null ? null : Number(value)))).toEqual([1.00000001, 0, null]);
  expect(data.unit).toBe('FLUX');
});

it('takes a measure that it does not know for instances', async () => {
  const { data } = await chartOf('chart=everything');
  expect(data.series[0]?.key).toBe('instances');
});

async function chartOf(text: string) {
  let asked: unknown;
  const ask = ((_: unknown, input: unknown) => {
    asked = input;
    return Promise.resolve({ name: 'game', count: days.length, data: days, asOf: NOW, stale: false });
  }) as unknown as App.Locals['ask'];
  const { data } = await askAppChart(ask, { name: 'game', query: new URLSearchParams(text), now: NOW });
  return { data, asked };
}
