/** The client of a load test, in a process of its own: what to do comes as one message, the figures go back as one. */
import autocannon from 'autocannon';
import type { Load, LoadOptions } from './load.ts';
import { percentile } from './percentiles.ts';

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
  const warm = warmSeconds > 0 ? await fire({ ...options, seconds: warmSeconds }, 0.5, () => undefined) : null;
  const tookMs: number[] = [];
  const result = await fire(options, 0, (ms) => tookMs.push(ms));
  return {
    requestsPerSecond: result['2xx'] / result.duration,
    answers: result['2xx'],
    warmAnswers: warm?.['2xx'] ?? 0,
    failures: result.non2xx + result.errors + result.timeouts,
    p50: percentile(tookMs, 50),
    p99: percentile(tookMs, 99),
    maxMs: percentile(tookMs, 100)
  };
}

/**
 * Every connection walks the same list from a place of its own; `phase` moves all of them. `took` is told the time of each
 * answer: autocannon's own percentiles are cut to whole milliseconds.
 */
function fire(
  { url, paths, connections, seconds, headers = {}, headersByConnection = [{}] }: LoadOptions,
  phase: number,
  took: (ms: number) => void
): Promise<autocannon.Result> {
  let client = 0;
  return new Promise((resolve, reject) => {
    const options: autocannon.Options = {
      url,
      connections,
      duration: seconds,
      headers,
      setupClient(each) {
        const own = { ...headers, ...headersByConnection[client % headersByConnection.length] };
        const from = Math.floor(((client++ / connections + phase) % 1) * paths.length);
        each.setRequests([...paths.slice(from), ...paths.slice(0, from)].map((path) => ({ path, headers: own })));
      }
    };
    const load = autocannon(options, (error: unknown, result) => {
      if (error instanceof Error) reject(error);
      else resolve(result);
    });
    load.on('response', (_client, _status, _bytes, ms) => took(ms));
  });
}
