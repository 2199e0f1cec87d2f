/**
 * What Prometheus reads from this process: every metric with its name and labels, in one place.
 *
 * Names begin with `fluxtracker_`. What is not known has no sample, never a 0. Labels have few values: route templates,
 * statements, jobs and sources, nothing that a visitor can choose; `job` and `instance` are Prometheus' own.
 */
import { collectDefaultMetrics, Counter, Gauge, Histogram, Registry } from 'prom-client';
import { createFigureGauges } from './figure-gauges.ts';
import { createHealthGauges } from './health-gauges.ts';

export type Metrics = ReturnType<typeof createMetrics>;

const prefix = 'fluxtracker_';
/** Gauges whose names end like a counter's, which promtool refuses; each is told without that ending as well. */
const misnamed = ['nodejs_active_handles_total', 'nodejs_active_requests_total', 'nodejs_active_resources_total'];

export function createMetrics(version: string) {
  const registry = new Registry();
  const registers = [registry];
  collectDefaultMetrics({ register: registry, prefix });
  for (const name of misnamed) registry.removeSingleMetric(prefix + name);

  const build = new Gauge({
    name: `${prefix}build_info`,
    help: 'Always 1, with the version as a label',
    labelNames: ['version'],
    registers
  });
  build.set({ version }, 1);

  return {
    registry,
    requests: new Counter({
      name: `${prefix}http_requests_total`,
      help: 'HTTP requests answered by the API, by route template',
      labelNames: ['method', 'route', 'status'],
      registers
    }),
    requestSeconds: new Histogram({
      name: `${prefix}http_request_duration_seconds`,
      help: 'Time from the request to the end of its answer, by route template',
      labelNames: ['method', 'route'],
      buckets: [0.001, 0.0025, 0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1, 2.5, 10],
      registers
    }),
    querySeconds: new Histogram({
      name: `${prefix}store_query_duration_seconds`,
      help: 'Time that the store took for a statement, failures included',
      labelNames: ['statement'],
      buckets: [0.001, 0.005, 0.025, 0.1, 0.5, 2.5, 10],
      registers
    }),
    queryFailures: new Counter({
      name: `${prefix}store_query_failures_total`,
      help: 'Statements that the store did not answer',
      labelNames: ['statement'],
      registers
    }),
    jobRuns: new Counter({
      name: `${prefix}job_runs_total`,
      help: 'Job runs that ended, by outcome: succeeded, failed, interrupted',
      labelNames: ['job_name', 'outcome'],
      registers
    }),
    jobSeconds: new Histogram({
      name: `${prefix}job_duration_seconds`,
      help: 'Time that a job run took, whatever its outcome',
      labelNames: ['job_name'],
      buckets: [0.1, 0.5, 1, 5, 15, 60, 300, 900, 3_600],
      registers
    }),
    health: createHealthGauges(registers, prefix),
    figures: createFigureGauges(registers, prefix)
  };
}
