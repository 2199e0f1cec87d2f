/** Which function answers which endpoint about health and about the tracker itself. */
import { platform } from 'node:os';
import { healthDays } from '../../../contract/health/days.ts';
import * as healthWire from '../../../contract/health/health.ts';
import * as trackerWire from '../../../contract/health/tracker.ts';
import { Reply, serve, type Route } from '../../platform/http/serve.ts';
import { progressOf } from '../ledger/module.ts';
import type { HealthRouteDeps } from './deps.ts';
import { askStore, readHealth, uptimeOf } from './health.ts';
import { readMachine } from './machine.ts';
import { readServiceDays } from './read/service-days.ts';
import { readHeader as readHeaderFigures, readStats } from './read/tracker.ts';

export function healthRoutes(deps: HealthRouteDeps): Route[] {
  return [
    serve(healthWire.health, async () => {
      const health = await readHealth(deps);
      return new Reply(health, { status: health.status === 'down' ? 503 : 200 });
    }),
    serve(healthDays, (input) => readServiceDays(deps.context, input)),
    serve(healthWire.live, () => ({ status: 'live' as const, uptime: uptimeOf(deps) })),
    serve(healthWire.ready, () => readReadiness(deps)),
    serve(trackerWire.stats, () => readStats(deps.context)),
    serve(trackerWire.header, () => readHeader(deps))
  ];
}

async function readReadiness(deps: HealthRouteDeps): Promise<Reply<healthWire.Readiness>> {
  const sync = await askStore(deps);
  const progress = progressOf(deps.jobs.health());
  if (sync?.isComplete === true) return new Reply({ ready: true, reason: null, progress }, {});
  const reason = sync === null ? 'the database does not answer' : 'the first sync is not complete yet';
  return new Reply({ ready: false, reason, progress }, { status: 503, headers: { 'Retry-After': '5' } });
}

const MIB = 1024 * 1024;

async function readHeader(deps: HealthRouteDeps): Promise<trackerWire.Header> {
  const { network, tracker } = await readHeaderFigures(deps.context);
  const sync = deps.jobs.health().find(({ name }) => name === 'revenue-sync');
  const nextSync = sync?.state === 'running' ? deps.now() : (sync?.nextRun ?? null);
  const { cpuCores, totalBytes, usedBytes } = readMachine();
  return {
    network,
    tracker: { ...tracker, uptime: uptimeOf(deps), nextSync },
    host: {
      platform: platform(),
      nodeVersion: process.version,
      cpuCores,
      totalMemMB: Math.round(totalBytes / MIB),
      usedMemMB: Math.round(usedBytes / MIB),
      memPercent: Math.round((usedBytes / totalBytes) * 10_000) / 100
    },
    appVersion: deps.version
  };
}
