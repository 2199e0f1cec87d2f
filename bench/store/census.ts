/**
 * Census cycles against a network, in a process that does nothing else, and what each took of it. Arguments: database path,
 * number of cycles; the upstreams come from the environment. Prints one JSON line.
 */
import { monitorEventLoopDelay } from 'node:perf_hooks';
import { pino } from 'pino';
import { readConfig } from '../../src/lib/server/platform/config/config.ts';
import { createCensus } from '../../src/lib/server/modules/census/ingest/census.ts';
import { createLeases } from '../../src/lib/server/platform/jobs/leases.ts';
import { openSqlite } from '../../src/lib/server/platform/store/sqlite/sqlite.ts';
import { createUpstreams } from '../../src/lib/server/upstreams.ts';
import { endWithParent } from './end-with-parent.ts';

endWithParent.start();
const [path = '', count = '1'] = process.argv.slice(2);
const MIB = 1024 * 1024;
const now = () => Math.floor(Date.now() / 1000);
const log = pino({ level: 'silent' });
const store = await openSqlite(path);
const upstreams = createUpstreams(readConfig().upstreams, { now });
const census = createCensus({
  store,
  network: upstreams.network,
  daemon: upstreams.daemon,
  now,
  elapsed: now,
  isChanged: () => false,
  log
});
const leases = createLeases({ store, holder: 'bench', now, log });
const { signal } = new AbortController();

const cycles = [];
for (let left = Number(count); left > 0; left--) {
  const before = process.memoryUsage.rss();
  const cpu = process.cpuUsage();
  const startedMs = performance.now();
  const delay = monitorEventLoopDelay({ resolution: 1 });
  let peak = before;
  const watch = setInterval(() => (peak = Math.max(peak, process.memoryUsage.rss())), 20);
  delay.enable();
  const result = await leases.hold('census', signal, (lease, held) =>
    census.run({ lease, signal: held, progress: () => undefined })
  );
  delay.disable();
  clearInterval(watch);
  const { user, system } = process.cpuUsage(cpu);
  cycles.push({
    missing: result?.missing ?? ['lease'],
    seconds: (performance.now() - startedMs) / 1000,
    cpuSeconds: (user + system) / 1e6,
    delayP99Ms: delay.percentile(99) / 1e6,
    delayMaxMs: delay.max / 1e6,
    growthMb: (peak - before) / MIB
  });
}
await upstreams.close();
await store.close();
endWithParent.stop();
console.log(JSON.stringify(cycles));
