/** A report as a message of a chat: a heading and a line per metric, within what the chat takes. */
import * as z from 'zod';
import { reportMetric } from '../../../../contract/reports/events.ts';

const Report = z.object({
  period: z.string(),
  start: z.string(),
  end: z.string(),
  metrics: z.array(reportMetric).default([])
});

/** Lines in plain text, at most `most` characters together; what does not fit is counted. null: it is no report. */
export function reportText(data: unknown, most: number): string | null {
  const read = Report.safeParse(data);
  if (!read.success) return null;
  const { period, start, end, metrics } = read.data;
  const lines = [`Report, ${period}: ${start === end ? end : `${start} to ${end}`}`, ...metrics.map(lineOf)];
  const rest = (count: number) => `and ${count} more`;
  const kept: string[] = [];
  let length = rest(lines.length).length;
  for (const line of lines) {
    length += line.length + 1;
    if (length > most) break;
    kept.push(line);
  }
  return kept.length === lines.length ? kept.join('\n') : [...kept, rest(lines.length - kept.length)].join('\n');
}

function lineOf({ label, unit, current, previous, change, missing }: z.infer<typeof reportMetric>): string {
  if (missing > 0) return `${label}: insufficient data (${missing} ${missing === 1 ? 'day' : 'days'} not known)`;
  const of = (value: number | string | null) => (value === null ? 'n/a' : `${value}${units[unit] ?? ''}`);
  const moved = change === null ? '' : `, ${change > 0 ? '+' : ''}${change}${unit === 'percent' ? ' points' : ' %'}`;
  return `${label}: ${of(current)} (before: ${of(previous)}${moved})`;
}

const units: Record<string, string> = { FLUX: ' FLUX', USD: ' USD', percent: ' %', 'USD per FLUX': ' USD' };
