/** Store, jobs and HTTP as they are, with their times noted on the way. */
import type { HttpMetrics } from '../http/deps.ts';
import type { JobDefinition } from '../jobs/job.ts';
import type { Store } from '../store/store.ts';
import type { Metrics } from './metrics.ts';

export function measureStore(store: Store, { querySeconds, queryFailures }: Metrics): Store {
  return {
    async query(statement, args) {
      const end = querySeconds.startTimer({ statement });
      try {
        return await store.query(statement, args);
      } catch (error) {
        queryFailures.inc({ statement });
        throw error;
      } finally {
        end();
      }
    },
    close: () => store.close()
  };
}

export function measureJobs(definitions: JobDefinition[], { jobRuns, jobSeconds }: Metrics): JobDefinition[] {
  return definitions.map((definition) => ({
    ...definition,
    async run(context) {
      const labels = { job_name: definition.name };
      const end = jobSeconds.startTimer(labels);
      try {
        const result = await definition.run(context);
        jobRuns.inc({ ...labels, outcome: 'succeeded' });
        return result;
      } catch (error) {
        jobRuns.inc({ ...labels, outcome: context.signal.aborted ? 'interrupted' : 'failed' });
        throw error;
      } finally {
        end();
      }
    }
  }));
}

export function measureHttp({ registry, requests, requestSeconds, health, figures }: Metrics): HttpMetrics {
  return {
    answered({ method, route, status, seconds, count = 1 }) {
      requests.inc({ method, route, status }, count);
      for (let time = 0; time < count; time++) requestSeconds.observe({ method, route }, seconds);
    },
    async page(now, known) {
      health.show(now);
      figures.show(known);
      return { type: registry.contentType, text: await registry.metrics() };
    }
  };
}
