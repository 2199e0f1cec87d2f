/**
 * A chart as a file. CSV is RFC 4180 with exact decimals and an empty cell for what is not known; labels are text that may
 * come from strangers. Loaded when a file is asked for.
 */
import { textCell } from '../../domain/csv.ts';
import { exactText, type ChartData } from './data.ts';

export { chartPicture } from './picture.ts';

/** Columns: date, one per series, and what is to be known of the row: that it is not over, or covers some days only. */
export function chartCsv({ title, unit, points, series }: ChartData): string {
  const nameOf = (label: string) => (series.length === 1 ? title : label) + (unit === '' ? '' : ` (${unit})`);
  const head = ['date', ...series.map(({ label }) => nameOf(label)), 'note'].map(textCell);
  const rows = points.map(({ date, isOpen }, index) => {
    const partial = series.flatMap(({ label, notes }) => {
      const note = notes?.[index];
      return note ? [series.length === 1 ? note : `${label}: ${note}`] : [];
    });
    const note = [...(isOpen ? ['so far'] : []), ...partial].join('; ');
    return [date, ...series.map((one) => exactText(one, index) ?? ''), textCell(note)];
  });
  return [head, ...rows].map((cells) => `${cells.join(',')}\r\n`).join('');
}

/** "fluxtracker-revenue-daily-2026-11-20.csv" */
export function fileName({ title, bucket, points }: ChartData, extension: 'csv' | 'png'): string {
  const slug = title.toLowerCase().match(/[a-z0-9]+/g) ?? [];
  const last = points.at(-1)?.date;
  return `${['fluxtracker', ...slug, bucket, ...(last ? [last] : [])].join('-')}.${extension}`;
}

export function saveFile(content: Blob, name: string): void {
  const url = URL.createObjectURL(content);
  const link = document.createElement('a');
  link.href = url;
  link.download = name;
  link.click();
  // The browser reads the file after the click has been handled.
  setTimeout(() => URL.revokeObjectURL(url), 60_000);
}
