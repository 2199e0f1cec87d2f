/** The job that writes down what was found of the shapes of documents. */
import type { JobDefinition } from '../../platform/jobs/job.ts';
import type { Leases } from '../../platform/jobs/leases.ts';
import { underLease } from '../../platform/jobs/under-lease.ts';
import type { ShapeBook } from './book.ts';

export interface DriftJobDeps {
  shapes: ShapeBook;
  leases: Leases;
}

const WRITE_EVERY_MS = 15_000;

export function driftJobs({ shapes, leases }: DriftJobDeps): JobDefinition[] {
  return [
    {
      name: 'drift-watch',
      everyMs: WRITE_EVERY_MS,
      delayMs: WRITE_EVERY_MS,
      run: underLease(leases)('events', async (run) => ({ written: await shapes.write(run) }))
    }
  ];
}
