/**
 * Process 1: configuration -> platform -> modules -> listen.
 *
 * It listens first; opening and migrating the database, and the first sync, run behind that and show in readiness.
 * SIGTERM or the starting process gone: no new jobs, running ones stop at their next step, open requests end, the store
 * is closed, exit 0 within ten seconds. Exit 1: something an operator must mend.
 */
import { version } from '../package.json';
import { newestWrite } from './lib/server/modules/history/module.ts';
import { readConfig, type Config } from './lib/server/platform/config/config.ts';
import { ConfigError } from './lib/server/platform/errors.ts';
import { followParent } from './lib/server/platform/follow-parent.ts';
import { loadAdminToken } from './lib/server/platform/http/auth/admin-token.ts';
import { openListeners } from './lib/server/platform/http/listeners.ts';
import type { Scheduler } from './lib/server/platform/jobs/scheduler.ts';
import { createLog, type Log } from './lib/server/platform/log.ts';
import { openPlatform } from './lib/server/platform/open-platform.ts';
import { wire } from './lib/server/wiring.ts';

const EXIT_FIX_ME = 1;
const DRAIN_MS = 8_000;
/** Something did not stop: better a hard end than a container that hangs. */
const DRAIN_LIMIT_MS = 9_500;

try {
  const config = readConfig();
  await run(config, createLog(config.logLevel, 'api'));
} catch (error) {
  if (!(error instanceof ConfigError)) throw error;
  process.stderr.write(`${error.message}\n`);
  process.exit(EXIT_FIX_ME);
}

async function run(config: Config, log: Log): Promise<void> {
  let begun: Scheduler | null = null;
  const platform = await openPlatform(config, { version, log, onChance: () => begun?.kick('snapshot-check') });
  const { database, clock, disk, edge } = platform;
  const adminToken = loadAdminToken(config);
  const { jobs, app, sockets, waker, deliveries, endFeeds, closeUpstreams, flush } = wire(config, platform, {
    version,
    adminToken: adminToken.value
  });

  const fail = (message: string) => (err: unknown) => {
    log.fatal({ err }, message);
    process.exit(EXIT_FIX_ME);
  };
  const drain = openListeners(app, {
    ...config.api,
    edge,
    sockets,
    onError: fail('listener failed'),
    onListening(addresses) {
      log.info({ ...config.api, addresses, adminToken: adminToken.path ?? 'ADMIN_TOKEN' }, 'api listened');
    }
  });

  const ending = { isStarted: false };
  const end = async (reason: string): Promise<void> => {
    if (ending.isStarted) return;
    ending.isStarted = true;
    log.info({ reason }, 'drain started');
    setTimeout(() => process.exit(EXIT_FIX_ME), DRAIN_LIMIT_MS).unref();
    endFeeds();
    await Promise.all([drain(DRAIN_MS), jobs.stop(), deliveries.stop()]);
    await flush();
    await Promise.all([closeUpstreams(), database.close()]);
    log.info('api stopped');
    process.exit(0);
  };
  const endOrFail = (reason: string): void => void end(reason).catch(fail('drain failed'));
  for (const signal of ['SIGTERM', 'SIGINT'] as const) process.on(signal, () => endOrFail(signal));
  followParent(() => endOrFail('parent gone'));

  try {
    await database.open();
    begun = jobs;
    deliveries.begin();
    waker.begin();
    log.info({ engine: database.engine }, 'database opened');
    clock.remembers(await newestWrite(platform.store));
    await Promise.all([jobs.begin(), disk?.begin()]);
  } catch (err) {
    // A drain ends what is still being opened.
    if (!ending.isStarted) fail('database could not be opened')(err);
  }
}
