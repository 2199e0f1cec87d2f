/** All points of a chart that was drawn with fewer, from the address that answers them. Rejects when it does not. */
import type { ChartData } from './data.ts';

export async function askExact(address: string): Promise<ChartData> {
  const answer = await fetch(address, { headers: { accept: 'application/json' } });
  if (!answer.ok) throw new Error(`the chart's points: ${answer.status}`);
  return (await answer.json()) as ChartData;
}
