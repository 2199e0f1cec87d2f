/** All points of a chart that was drawn with fewer, from the address that answers them. Rejects when it does not. */
import type { ChartData } from './data.ts';
import type { ChartModel } from './model.ts';

/** What the points answer: a younger answer to the same question replaces them, another question does not. */
export function questionOf({ data: { title, unit, bucket, points, series }, count }: ChartModel): string {
  return [title, unit, bucket, count, points[0]?.date, ...series.map(({ key }) => key)].join(' ');
}

export async function askExact(address: string): Promise<ChartData> {
  const answer = await fetch(address, { headers: { accept: 'application/json' } });
  if (!answer.ok) throw new Error(`the chart's points: ${answer.status}`);
  return (await answer.json()) as ChartData;
}
