/**
 * Test support: files as other tools load them, with their default options and nothing told.
 *
 * DuckDB comes from npm. sqlite3, curl and LibreOffice are programs of the machine: without one, its tests skip and say so.
 */
import { execFileSync } from 'node:child_process';
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { DuckDBInstance, type Json } from '@duckdb/node-api';

const folder = mkdtempSync(join(tmpdir(), 'exports-'));

/** For afterAll: removes the files. */
export function forgetFiles(): void {
  rmSync(folder, { recursive: true, force: true });
}

/** Writes a file for the tools; answers its path. */
export function keep(name: string, content: string | Buffer): string {
  const path = join(folder, name);
  writeFileSync(path, content);
  return path;
}

/** null = it is there; else why tests skip. */
export const missing = {
  curl: reasonWithout('curl', 'apt-get install curl'),
  sqlite3: reasonWithout('sqlite3', 'apt-get install sqlite3'),
  soffice: reasonWithout('soffice', 'apt-get install --no-install-recommends libreoffice-calc')
};

function reasonWithout(program: string, remedy: string): string | null {
  try {
    execFileSync('sh', ['-c', `command -v ${program}`]);
    return null;
  } catch {
    return `no ${program} on this machine (${remedy})`;
  }
}

/** One database for one file; `FILE` in the SQL stands for its path. Values as text, as DuckDB writes them. */
export async function duckdb(path: string, sql: string): Promise<Json[][]> {
  const instance = await DuckDBInstance.create(':memory:');
  const connection = await instance.connect();
  try {
    const reader = await connection.runAndReadAll(sql.replaceAll('FILE', `'${path}'`));
    return reader.getRowsJson();
  } finally {
    connection.closeSync();
    instance.closeSync();
  }
}

/** Name and type of each column, as DuckDB finds them. */
export async function duckdbTypes(path: string): Promise<Record<string, Json>> {
  const rows = await duckdb(path, 'SELECT column_name, column_type FROM (DESCRIBE SELECT * FROM FILE)');
  return Object.fromEntries(rows.map(([name, type]) => [name as string, type ?? null]));
}

/** Imports a CSV file into the table `t` of an empty database and asks; the lines of the answer. */
export function sqlite3(path: string, sql: string): string[] {
  const said = execFileSync('sqlite3', ['-batch', ':memory:', '.mode csv', `.import "${path}" t`, '.mode list', sql], {
    encoding: 'utf8',
    stdio: ['ignore', 'pipe', 'pipe']
  });
  return said.trimEnd().split('\n');
}

/** What LibreOffice's table makes of a CSV file, saved by it as CSV again: its rows without line ends in cells. */
export function libreOffice(path: string): string[][] {
  const out = join(folder, 'calc');
  const profile = `-env:UserInstallation=file://${join(folder, 'profile')}`;
  execFileSync('soffice', [profile, '--headless', '--convert-to', 'csv', '--outdir', out, path], { stdio: 'ignore' });
  const name = path.slice(path.lastIndexOf('/') + 1);
  return readFileSync(join(out, name), 'utf8')
    .trimEnd()
    .split('\n')
    .map((line) => line.split(','));
}
