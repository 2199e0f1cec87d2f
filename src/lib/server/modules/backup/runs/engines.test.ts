/** Backup, wipe, restore on every engine, and from each to another: every row of every table as it was. */
import { afterAll, afterEach, beforeAll, beforeEach, expect, it } from 'vitest';
import { contentOf, fill, operate } from '../../../../../tests/support/backup-harness.ts';
import { startBucket, type TestBucket } from '../../../../../tests/support/bucket.ts';
import { describeEngines, startMemory, type EngineUnderTest } from '../../../../../tests/support/engines.ts';
import { backupTableNames } from '../../../platform/store/tables.ts';

let bucket: TestBucket;
beforeEach(async () => {
  bucket = await startBucket();
});
afterEach(() => bucket.close());

describeEngines(
  (start) => {
    let engine: EngineUnderTest;
    let memory: EngineUnderTest;
    beforeAll(async () => {
      [engine, memory] = await Promise.all([start(), startMemory()]);
    });
    afterAll(async () => {
      await engine.close();
      await memory.close();
    });

    it('comes back as it was after everything was wiped, and a second restore changes nothing', async () => {
      const store = await engine.fresh();
      await fill(store);
      const before = await contentOf(store);
      expect(backupTableNames.filter((table) => before.get(table)?.length === 0)).toEqual([]);
      await operate(store, bucket.settings).backup();
      await operate(store, bucket.settings).drill();
      const wiped = await engine.fresh();
      expect([...(await contentOf(wiped)).values()].flat()).toEqual([]);
      for (const _ of [1, 2]) {
        await operate(wiped, bucket.settings).restore();
        expect(await contentOf(wiped)).toEqual(before);
      }
    });
    it('is taken over by SQLite, and what SQLite has by it', async () => {
      const store = await engine.fresh();
      await fill(store);
      const before = await contentOf(store);
      await operate(store, bucket.settings).backup();
      const file = await memory.fresh();
      await operate(file, bucket.settings).restore();
      expect(await contentOf(file)).toEqual(before);
      const again = operate(file, bucket.settings);
      again.state.now += 60;
      await again.backup();
      const wiped = await engine.fresh();
      await operate(wiped, bucket.settings).restore();
      expect(await contentOf(wiped)).toEqual(before);
    });
  },
  process.env['LONG'] ? ['Supabase on PGlite', 'Supabase on PostgreSQL'] : ['Supabase on PGlite']
);
