/**
 * Backup, wipe and restore at full scale against a real S3 server, on a SQLite file and on a real PostgreSQL behind PostgREST:
 * every row as it was, and in under a minute on SQLite.
 */
import { monitorEventLoopDelay } from 'node:perf_hooks';
import { afterEach, beforeEach, expect, it } from 'vitest';
import { contentOf, fill, operate } from '../../../../../tests/support/backup-harness.ts';
import { startBucket, type TestBucket } from '../../../../../tests/support/bucket.ts';
import { describeEngines, type EngineUnderTest } from '../../../../../tests/support/engines.ts';
import { plantScale } from '../../../../../tests/support/plant-scale.ts';

const MIB = 1024 * 1024;
const LIMIT_MS = 900_000;

describeEngines(
  (start, name) => {
    let bucket: TestBucket;
    let engine: EngineUnderTest;
    beforeEach(async () => {
      [bucket, engine] = await Promise.all([startBucket(), start()]);
    });
    afterEach(async () => {
      await engine.close();
      await bucket.close();
    });

    it(
      'backs up, restores and proves two years of the network',
      async () => {
        const store = await engine.fresh();
        await fill(store);
        await plantScale(store);
        const before = await contentOf(store);
        const { backup, drill } = operate(store, bucket.settings);
        const taken = await measured(backup());
        const drilled = await measured(drill());
        const wiped = await engine.fresh();
        const restored = await measured(operate(wiped, bucket.settings).restore());
        expect(await contentOf(wiped)).toEqual(before);
        const { rows, bytes } = taken.result;
        const figures = {
          name,
          rows,
          mib: bytes / MIB,
          backup: taken.cost,
          restore: restored.cost,
          drill: drilled.cost
        };
        process.stdout.write(`${JSON.stringify(figures)}\n`);
      },
      LIMIT_MS
    );
  },
  ['SQLite with threads', 'Supabase on PostgreSQL']
);

/** What some work takes of time, of memory beyond what there was, and of the event loop. */
async function measured<T>(work: Promise<T>) {
  const rss = process.memoryUsage.rss();
  let peak = rss;
  const watch = setInterval(() => (peak = Math.max(peak, process.memoryUsage.rss())), 20);
  const delay = monitorEventLoopDelay({ resolution: 1 });
  delay.enable();
  const startedAt = performance.now();
  const result = await work;
  const seconds = (performance.now() - startedAt) / 1_000;
  delay.disable();
  clearInterval(watch);
  return { result, cost: { seconds, growthMib: (peak - rss) / MIB, delayMaxMs: delay.max / 1e6 } };
}
