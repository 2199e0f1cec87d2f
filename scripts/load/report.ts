/** What a run came to: by path and in all, as a table, and whether it holds what its profile asks. */
import type { Profile } from './profiles.ts';
import type { Measured } from './send.ts';

export interface Row {
  path: string;
  requests: number;
  failures: number;
  p50Ms: number;
  p99Ms: number;
  maxMs: number;
}

export interface Report {
  rows: Row[];
  all: Row;
  isHeld: boolean;
}

export function reportOf(measured: readonly Measured[], profile: Profile): Report {
  const paths = [...new Set(measured.map(({ path }) => path))].sort();
  const rows = paths.map((path) =>
    rowOf(
      path,
      measured.filter((one) => one.path === path)
    )
  );
  const all = rowOf('all', measured);
  const isHeld = all.requests > 0 && all.p99Ms <= profile.p99Ms && all.failures <= profile.failures * all.requests;
  return { rows, all, isHeld };
}

export function asTable({ rows, all }: Report): string {
  const cells = [
    ['path', 'requests', 'failures', 'p50 ms', 'p99 ms', 'max ms'],
    ...[...rows, all].map(({ path, requests, failures, p50Ms, p99Ms, maxMs }) =>
      [path, requests, failures, p50Ms, p99Ms, maxMs].map(String)
    )
  ];
  const widths = (cells[0] ?? []).map((_, column) => Math.max(...cells.map((row) => row[column]?.length ?? 0)));
  return cells
    .map((row) =>
      row.map((cell, at) => (at === 0 ? cell.padEnd(widths[at] ?? 0) : cell.padStart(widths[at] ?? 0))).join('  ')
    )
    .join('\n');
}

function rowOf(path: string, measured: readonly Measured[]): Row {
  const times = measured.map(({ ms }) => ms).sort((a, b) => a - b);
  const share = (part: number) =>
    Math.round((times[Math.min(times.length - 1, Math.floor(times.length * part))] ?? 0) * 10) / 10;
  return {
    path,
    requests: times.length,
    failures: measured.filter(({ status }) => status === 0 || status >= 500).length,
    p50Ms: share(0.5),
    p99Ms: share(0.99),
    maxMs: share(1)
  };
}
