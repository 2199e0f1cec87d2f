/** A backup of the original against a real S3 server, restored into a database that has lived. */
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { contentOf, fill, operate, TODAY, type Content } from '../../../../../tests/support/backup-harness.ts';
import { startBucket, type TestBucket } from '../../../../../tests/support/bucket.ts';
import { legacyDay, legacyImage, legacyText, type LegacyContent } from '../../../../../tests/support/legacy-backup.ts';
import { BackupRefused } from '../backup-refused.ts';
import { openSqlite } from '../../../platform/store/sqlite/sqlite.ts';
import type { Store } from '../../../platform/store/store.ts';
import type { LegacyTable } from './table.ts';

const DATE = '2026-03-12';
const HISTORY = [
  'daily_snapshots',
  'repo_snapshots',
  'product_snapshots',
  'repo_images',
  'flux_price_history'
] as const;

let store: Store;
let bucket: TestBucket;
let before: Content;
beforeEach(async () => {
  [store, bucket] = await Promise.all([openSqlite(':memory:'), startBucket()]);
  await fill(store);
  before = await contentOf(store);
});
afterEach(async () => {
  await Promise.all([bucket.close(), store.close()]);
});

describe('a backup of the original', () => {
  it('replaces the tables that it holds and nothing else', async () => {
    await put('daily_snapshots', [legacyDay, { ...legacyDay, snapshot_date: '2026-03-11' }]);
    await put('repo_snapshots', [
      legacyImage,
      { ...legacyImage, image_name: 'itzg/minecraft-server:a', instance_count: 7 }
    ]);
    await put('flux_price_history', [{ date: '2026-03-01', price_usd: 0.07 }]);
    const report = await operate(store, bucket.settings).restore(DATE);
    expect(report).toMatchObject({
      backup: `flux/${DATE}`,
      isDryRun: false,
      files: 3,
      tables: [
        { name: 'daily_snapshots', now: before.get('daily_snapshots')!.length, then: 2 },
        { name: 'repo_snapshots', now: before.get('repo_snapshots')!.length, then: 2 },
        { name: 'flux_price_history', now: before.get('flux_price_history')!.length, then: 1 }
      ]
    });
    const after = await contentOf(store);
    expect(after.get('daily_snapshots')).toMatchObject([
      { snapshot_date: '2026-03-10', origin: 'imported', revenue_sat: '12345678902', ram_total_mb: 219_876_544 },
      { snapshot_date: '2026-03-11', origin: 'imported' }
    ]);
    expect(after.get('repo_snapshots')).toMatchObject([
      { snapshot_date: '2026-03-01', instance_count: 1 },
      { snapshot_date: '2026-03-01', instance_count: 7 }
    ]);
    expect(after.get('product_snapshots')!.filter(({ slug }) => slug === 'minecraft')).toMatchObject([
      { snapshot_date: '2026-03-10', instance_count: 200 },
      { snapshot_date: '2026-03-11', instance_count: 200 }
    ]);
    expect(after.get('flux_price_history')).toMatchObject([
      { date: '2026-03-01', price_e8: '7000000', source: 'imported', applied_e8: null }
    ]);
    expect(after.get('repo_images')!.slice(0, -2)).toEqual(before.get('repo_images'));
    for (const [table, rows] of after) if (!isHistory(table)) expect([table, rows]).toEqual([table, before.get(table)]);
  });
  it('leaves the closes alone when it holds none', async () => {
    await put('daily_snapshots', [legacyDay]);
    await put('repo_snapshots', [legacyImage]);
    await operate(store, bucket.settings).restore(DATE);
    const after = await contentOf(store);
    expect(after.get('flux_price_history')).toEqual(before.get('flux_price_history'));
    expect(after.get('daily_snapshots')).toHaveLength(1);
  });
  it('says in a dry run what would change and what of it cannot be, and changes nothing', async () => {
    await put('daily_snapshots', [{ ...legacyDay, node_nimbus: 0 }]);
    await put('repo_snapshots', [legacyImage]);
    const report = await operate(store, bucket.settings).restore(DATE, true);
    expect(report).toMatchObject({
      isDryRun: true,
      tables: [{ name: 'daily_snapshots', then: 1 }, { then: 1 }],
      impossible: expect.arrayContaining([expect.objectContaining({ column: 'node_nimbus' })]) as unknown
    });
    expect(await contentOf(store)).toEqual(before);
  });
  it('gives way to one of ours of the same day, unless it is asked for', async () => {
    await put('daily_snapshots', [legacyDay], TODAY);
    await put('repo_snapshots', [legacyImage], TODAY);
    const { backup, restore } = operate(store, bucket.settings);
    const own = await backup();
    expect(await restore()).toMatchObject({ backup: own.backup });
    expect(await contentOf(store)).toEqual(before);
    expect(await restore(TODAY, true, 'original')).toMatchObject({ backup: `flux/${TODAY}` });
  });
  it('is listed beside ours as what it is', async () => {
    await put('daily_snapshots', [legacyDay]);
    await put('repo_snapshots', [legacyImage]);
    await put('repo_snapshots', [legacyImage], '2026-03-13');
    await bucket.put('backups/2026-03-14/notes.json', '{}');
    const { backup, list } = operate(store, bucket.settings);
    const own = await backup();
    const size = (await bucket.get(`backups/${DATE}/daily_snapshots.json`)).length;
    const more = (await bucket.get(`backups/${DATE}/repo_snapshots.json`)).length;
    const unknown = { createdAt: null, rows: null };
    expect(await list()).toMatchObject([
      { name: own.backup, kind: 'own', state: 'complete' },
      { name: 'flux/2026-03-13', kind: 'original', state: 'incomplete', reason: 'daily_snapshots.json is missing' },
      { name: `flux/${DATE}`, date: DATE, kind: 'original', state: 'complete', bytes: size + more, ...unknown }
    ]);
  });
});

describe('what is refused, the database as it was', () => {
  const wrong = (table: LegacyTable) => ({ table, exportedAt: 'x', rowCount: 9, rows: [] });
  it.each<[string, LegacyContent, LegacyContent, LegacyContent | null]>([
    ['daily snapshots of another count', wrong('daily_snapshots'), [legacyImage], null],
    ['images of another count', [legacyDay], wrong('repo_snapshots'), null],
    ['closes of another count', [legacyDay], [legacyImage], wrong('flux_price_history')],
    ['a file that breaks off', [legacyDay], legacyText('repo_snapshots', [legacyImage]).slice(0, -9), null],
    ['another table', [legacyDay], wrong('daily_snapshots'), null],
    ['nothing in it', [], [legacyImage], null]
  ])('%s', async (_, daily, repos, prices) => {
    await put('daily_snapshots', daily);
    await put('repo_snapshots', repos);
    if (prices !== null) await put('flux_price_history', prices);
    await expect(operate(store, bucket.settings).restore(DATE)).rejects.toThrow(BackupRefused);
    expect(await contentOf(store)).toEqual(before);
  });
  it('a file that is missing, and a day without a backup', async () => {
    await put('daily_snapshots', [legacyDay]);
    const { restore } = operate(store, bucket.settings);
    await expect(restore(DATE)).rejects.toThrow('incomplete: repo_snapshots.json is missing');
    await expect(restore('2026-03-01')).rejects.toThrow('there is no complete backup of 2026-03-01');
    expect(await contentOf(store)).toEqual(before);
  });
});

const isHistory = (table: string) => (HISTORY as readonly string[]).includes(table);

async function put(table: LegacyTable, content: LegacyContent, date = DATE): Promise<void> {
  await bucket.put(`backups/${date}/${table}.json`, legacyText(table, content));
}
