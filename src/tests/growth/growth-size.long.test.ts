/** What five years of the network take on the disk, table by table, held to the budget of docs/operations.md. */
import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect, it, onTestFinished } from 'vitest';
import { openSqlite } from '../../lib/server/platform/store/sqlite/sqlite.ts';
import { repository } from '../support/source-files.ts';
import { bytesPerTable } from './bytes.ts';
import { storeCensus, storeMessages, storePayments } from './year.ts';

const YEARS = 5;
const MB = 1_000_000;

it('stays within the budget of every table', async () => {
  const folder = mkdtempSync(join(tmpdir(), 'growth-'));
  onTestFinished(() => rmSync(folder, { recursive: true, force: true }));
  const path = join(folder, 'db.sqlite3');
  const store = await openSqlite(path);
  await storePayments(store, 10_000);
  await storeMessages(store, 28_000);
  await storeCensus(store, 365);
  await store.close();

  const measured = [...bytesPerTable(path)].map(([name, bytes]) => ({ name, mb: (YEARS * bytes) / MB }));
  const large = measured.filter(({ mb }) => mb > 1);
  const budget = readBudget();
  expect(large.filter(({ name }) => !budget.has(name))).toEqual([]);
  const over = large.filter(({ name, mb }) => mb > (budget.get(name) ?? 0));
  // A budget far above what is needed guards nothing.
  const idle = measured.filter(({ name, mb }) => mb < (budget.get(name) ?? 0) / 2);
  expect({ over, idle }).toEqual({ over: [], idle: [] });
}, 1_800_000);

function readBudget(): Map<string, number> {
  const guide = readFileSync(join(repository, 'docs/operations.md'), 'utf8');
  const rows = [...guide.matchAll(/^\| `(\w+)` \| (\d+) MB \|/gm)];
  return new Map(rows.map(([, name = '', mb]) => [name, Number(mb)]));
}
