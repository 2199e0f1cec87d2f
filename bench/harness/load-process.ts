/** The client of a load test, in a process of its own: what to do comes as one message, the figures go back as one. */
import autocannon from 'autocannon';
import type { Load, LoadOptions } from './load.ts';

process.once('disconnect', () => process.exit(0));
process.once('message', (options: LoadOptions) => {
  run(options).then(
    (load) => process.send?.(load),
    (error: unknown) => {
      throw error;
    }
  );
});

async function run({ warmSeconds = 2, ...options }: LoadOptions): Promise<Load> {
  const warm = warmSeconds > 0 ? await fire({ ...options, seconds: warmSeconds }, 0.5) : null;
  const result = await fire(options, 0);
  return {
    requestsPerSecond: result['2xx'] / result.duration,
    answers: result['2xx'],
    warmAnswers: warm?.['2xx'] ?? 0,
    failures: result.non2xx + result.errors + result.timeouts,
    p50: result.latency.p50,
    p99: result.latency.p99,
    maxMs: result.latency.max
  };
}

/** Every connection walks the same list from a place of its own; `phase` moves all of them. */
function fire(
  { url, paths, connections, seconds, headers = {} }: LoadOptions,
  phase: number
): Promise<autocannon.Result> {
  let client = 0;
  return autocannon({
    url,
    connections,
    duration: seconds,
    headers,
    setupClient(each) {
      const from = Math.floor(((client++ / connections + phase) % 1) * paths.length);
      each.setRequests([...paths.slice(from), ...paths.slice(0, from)].map((path) => ({ path, headers })));
    }
  });
}
