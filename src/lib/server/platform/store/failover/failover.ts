/**
 * Two databases as one store: the primary until it fails, then the standby until an operator goes back (see reign.ts).
 *
 * The switch is written to the standby first; a database that is no longer in use is told so as soon as it answers, and
 * then refuses leases, jobs and old fences itself. Before a lease is taken or a job started, after a failed call, and
 * when it was not looked for long, both are asked who is in use: a replica that slept does not write to the old one.
 * A call that failed is repeated on the standby after the switch: its lease, if any, is refused there by its fence.
 */
import type { Logger } from 'pino';
import { StoreError } from '../../errors.ts';
import type { CircuitState } from './circuit.ts';
import { guardStore, isOutage, type GuardedStore } from './guarded.ts';
import { firstReign, instances, isBehind, learned, nextReign, rowOf, type Instance, type Reign } from './reign.ts';
import type { EpochRow } from '../statements.ts';
import type { StatementName, Store } from '../store.ts';

export interface FailoverState extends Reign {
  isConfigured: boolean;
  circuits: Record<Instance, CircuitState | null>;
}

export interface FailoverStore extends Store {
  /** In memory: known also when nothing answers. */
  state(): FailoverState;
  /** Asks both which is in use, tells the one that is behind, and fails over if that is due. Never rejects. */
  look(): Promise<void>;
  /** One of the two, whichever is in use; null when there is no such one. */
  of(instance: Instance): Store | null;
  /** The operator's switch. Throws StoreError when the target does not answer or did not take it. */
  switchTo(to: Instance, reason: string): Promise<Reign>;
}

export interface FailoverOptions {
  primary: Store;
  standby: Store | null;
  /** Called after each change of the database in use: whatever was read before may be of the other one. */
  onSwitch: () => void;
  /** Unix seconds: when a switch was. */
  now: () => number;
  /** Monotonic. */
  nowMs: () => number;
  log: Logger;
  lookEveryMs?: number;
  patienceMs?: number;
}

const LOOK_EVERY_MS = 5_000;
const PATIENCE_MS = 4_000;
/** What begins work: done only on knowledge of this very moment. */
const BEGINNINGS: ReadonlySet<StatementName> = new Set(['acquire_lease', 'job_start']);

export function openFailover(options: FailoverOptions): FailoverStore {
  const { now, nowMs, log, onSwitch, lookEveryMs = LOOK_EVERY_MS, patienceMs = PATIENCE_MS } = options;
  const guard = (store: Store) => guardStore(store, { nowMs, patienceMs });
  const stores: Record<Instance, GuardedStore | null> = {
    primary: guard(options.primary),
    failover: options.standby && guard(options.standby)
  };
  let reign = firstReign;
  let lookedAtMs = -Infinity;
  let looking: Promise<void> | null = null;
  let switching: Promise<void> | null = null;

  const learn = (from: Instance, row: EpochRow | null): void => {
    const next = learned(reign, from, row);
    if (next === reign) return;
    const hasMoved = next.active !== reign.active;
    reign = next;
    if (!hasMoved) return;
    log.warn({ active: next.active, epoch: next.epoch, reason: next.reason }, 'database in use changed');
    onSwitch();
  };

  const ask = async (instance: Instance): Promise<EpochRow | null | undefined> => {
    try {
      const rows = await stores[instance]?.probe('newest_epoch', {});
      if (rows === undefined || rows === null) return undefined;
      learn(instance, rows[0] ?? null);
      return rows[0] ?? null;
    } catch (err) {
      log.debug({ err, instance }, 'database did not say which is in use');
      return undefined;
    }
  };

  const tell = async (instance: Instance, next: Reign): Promise<void> => {
    const [newest] = (await stores[instance]?.probe('begin_epoch', rowOf(next, instance))) ?? [];
    if (newest === undefined) throw new StoreError(`the ${instance} database does not answer`, true);
    learn(instance, newest);
  };

  const failOver = async (): Promise<void> => {
    const isDue = () => reign.active === 'primary' && stores.failover !== null && stores.primary?.state() !== 'CLOSED';
    if (!isDue()) return;
    // Somebody else may have switched, and a standby that does not answer is none.
    if ((await ask('failover')) === undefined || !isDue()) return;
    const reason = 'the primary database did not answer';
    await tell('failover', nextReign(reign, { at: now(), reason })).catch((err: unknown) => {
      log.error({ err }, 'standby database not put in use');
    });
  };
  const failOverOnce = (): Promise<void> => (switching ??= failOver().finally(() => (switching = null)));

  const lookNow = async (): Promise<void> => {
    const known = await Promise.all(instances.map(async (instance) => ({ instance, row: await ask(instance) })));
    for (const { instance, row } of known) {
      if (row === undefined || !isBehind(reign, row)) continue;
      await tell(instance, reign).catch((err: unknown) =>
        log.warn({ err, instance }, 'database not told of the switch')
      );
    }
    await failOverOnce();
    lookedAtMs = nowMs();
  };
  const look = (): Promise<void> => (looking ??= lookNow().finally(() => (looking = null)));

  const knowEnough = async (name: StatementName): Promise<void> => {
    const isOld = nowMs() - lookedAtMs >= 2 * lookEveryMs;
    if (isOld || BEGINNINGS.has(name)) await look();
  };
  const timer = setInterval(() => void look(), lookEveryMs);
  timer.unref();

  return {
    state: () => ({
      ...reign,
      isConfigured: stores.failover !== null,
      circuits: { primary: stores.primary?.state() ?? null, failover: stores.failover?.state() ?? null }
    }),
    look,
    of: (instance) => stores[instance],
    async query(name, args) {
      await knowEnough(name);
      const used = reign.active;
      try {
        return await inUse(stores, used).query(name, args);
      } catch (error) {
        if (!isOutage(error)) throw error;
        lookedAtMs = -Infinity;
        await failOverOnce();
        if (reign.active === used) throw error;
        return await inUse(stores, reign.active).query(name, args);
      }
    },
    async switchTo(to, reason) {
      await look();
      if (reign.active === to) return reign;
      const next = nextReign(reign, { at: now(), reason });
      await tell(to, next);
      await look();
      if (reign.active !== to) throw new StoreError(`another switch came first: ${reign.active} is in use`, false);
      return reign;
    },
    async close() {
      clearInterval(timer);
      await Promise.all([options.primary.close(), options.standby?.close()]);
    }
  };
}

/** The standby is said to be in use by a database of ours, and is not configured here. */
function inUse(stores: Record<Instance, GuardedStore | null>, active: Instance): GuardedStore {
  const store = stores[active];
  if (store === null)
    throw new StoreError('the database in use is a standby that is not configured', true, { isOutage: false });
  return store;
}
