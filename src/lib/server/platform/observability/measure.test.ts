import { pino } from 'pino';
import { expect, it } from 'vitest';
import { sampleOf } from '../../../../tests/observability/samples.ts';
import type { JobDefinition } from '../jobs/job.ts';
import { openSqlite } from '../store/sqlite/sqlite.ts';
import { measureJobs, measureStore } from './measure.ts';
import { createMetrics } from './metrics.ts';

it('notes every statement with its time, and what failed', async () => {
  const metrics = createMetrics('1');
  const store = measureStore(await openSqlite(':memory:'), metrics);
  await store.query('sync_status', {});
  await store.query('sync_status', {});
  await expect(store.query('job_by_id', {} as { id: string })).rejects.toThrow();
  await store.close();
  const page = await metrics.registry.metrics();
  const count = (statement: string) => sampleOf(page, 'fluxtracker_store_query_duration_seconds_count', { statement });
  expect([count('sync_status'), count('job_by_id')]).toEqual([2, 1]);
  expect(sampleOf(page, 'fluxtracker_store_query_failures_total', { statement: 'job_by_id' })).toBe(1);
  expect(sampleOf(page, 'fluxtracker_store_query_failures_total', { statement: 'sync_status' })).toBeNull();
});

it('notes how each run of a job ended', async () => {
  const metrics = createMetrics('1');
  const run = async (work: () => Promise<unknown>, isStopped = false) => {
    const definition: JobDefinition = { name: 'count', everyMs: null, run: work };
    const signal = isStopped ? AbortSignal.abort() : new AbortController().signal;
    const context = { id: 'a', args: {}, signal, log: pino({ level: 'silent' }), progress: () => undefined };
    return measureJobs([definition], metrics)[0]!.run(context);
  };
  expect(await run(() => Promise.resolve('result'))).toBe('result');
  await expect(run(() => Promise.reject(new Error('broken')))).rejects.toThrow('broken');
  await expect(run(() => Promise.reject(new Error('told to stop')), true)).rejects.toThrow('told to stop');
  const page = await metrics.registry.metrics();
  const ended = (outcome: string) => sampleOf(page, 'fluxtracker_job_runs_total', { job_name: 'count', outcome });
  expect(['succeeded', 'failed', 'interrupted'].map(ended)).toEqual([1, 1, 1]);
  expect(sampleOf(page, 'fluxtracker_job_duration_seconds_count', { job_name: 'count' })).toBe(3);
});
