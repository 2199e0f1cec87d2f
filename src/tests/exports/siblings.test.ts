/** What else leaves the product as a file, loaded by DuckDB with its defaults: CSV of a chart, tables of a backup. */
import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { gunzipSync } from 'node:zlib';
import { afterAll, describe, expect, it } from 'vitest';
import type { ChartData } from '../../lib/ui/chart/data.ts';
import { chartCsv } from '../../lib/ui/chart/download.ts';
import { duckdb, duckdbTypes, forgetFiles, keep, missing, sqlite3 } from './tools.ts';

afterAll(forgetFiles);

const BACKUP = new URL('../upgrade/backups/008_backup', import.meta.url).pathname;
const DAYS = ['2026-11-18', '2026-11-19', '2026-11-20'];

function chart(over: Partial<ChartData>): ChartData {
  return {
    title: 'Revenue',
    unit: 'FLUX',
    bucket: 'daily',
    kind: 'flow',
    points: DAYS.map((date, at) => ({ date, isOpen: at === DAYS.length - 1 })),
    series: [{ key: 'r', label: 'Revenue', values: [1.5, null, 2], texts: ['1.50000000', null, '2.00000001'] }],
    ...over
  };
}

describe('CSV of a chart', () => {
  it.each<[string, ChartData, string[]]>([
    ['one series', chart({}), ['date', 'Revenue (FLUX)', 'note']],
    [
      'labels that need quotes',
      chart({
        unit: '',
        series: ['=1+1', 'a,b', 'say "hi"'].map((label, at) => ({ key: String(at), label, values: [1, null, 3] }))
      }),
      ['date', "'=1+1", 'a,b', 'say "hi"', 'note']
    ],
    [
      'nothing known',
      chart({ series: [{ key: 'r', label: 'Revenue', values: [null, null, null] }] }),
      ['date', 'Revenue (FLUX)', 'note']
    ]
  ])('of %s has its header and its days', async (_, data, columns) => {
    const path = keep('chart.csv', chartCsv(data));
    expect(Object.keys(await duckdbTypes(path))).toEqual(columns);
    expect(await duckdb(path, 'SELECT date::VARCHAR FROM FILE')).toEqual(DAYS.map((day) => [day]));
  });

  it.each([0, 1])('of %s days has its header and no day more', async (days) => {
    const data = chart({ points: chart({}).points.slice(0, days) });
    const path = keep('chart.csv', chartCsv(data));
    expect(Object.keys(await duckdbTypes(path))).toEqual(['date', 'Revenue (FLUX)', 'note']);
    expect(await duckdb(path, 'SELECT count(*) FROM FILE')).toEqual([[String(days)]]);
  });

  it('is imported by sqlite3 with its sum', ({ skip }) => {
    if (missing.sqlite3 !== null) skip(missing.sqlite3);
    const sql = 'SELECT count(*), round(sum("Revenue (FLUX)") * 100000000) FROM t';
    expect(sqlite3(keep('chart.csv', chartCsv(chart({}))), sql)).toEqual(['3|350000001.0']);
  });
});

describe('a table of a backup', () => {
  it.each(readdirSync(BACKUP).filter((name) => name.endsWith('.ndjson.gz')))('%s has its rows', async (name) => {
    const lines = String(gunzipSync(readFileSync(join(BACKUP, name))))
      .split('\n')
      .filter((line) => line !== '');
    expect(await duckdb(join(BACKUP, name), 'SELECT count(*) FROM FILE')).toEqual([[String(lines.length)]]);
  });
});
