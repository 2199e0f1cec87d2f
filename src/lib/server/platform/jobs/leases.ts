/**
 * Leases: one writer of a kind at a time, in this process and among all that share the store.
 *
 * A holder passes its fence with every write; the store refuses a write whose fence is not the newest (StaleFenceError).
 * A lease is prolonged while its work runs and given back afterwards. On SQLite the holder's name is fixed, so a
 * restarted process takes over at once what its killed predecessor held; the file lock makes sure there is only one.
 */
import { setTimeout as pause } from 'node:timers/promises';
import type { Logger } from 'pino';
import { StaleFenceError } from '../errors.ts';
import type { Fenced } from '../store/rows.ts';
import type { Store } from '../store/store.ts';

/** Every lease there is, in the one order in which somebody who needs several takes them, so that nobody waits in a ring. */
export const leaseNames = [
  'replays',
  'snapshots',
  'backups',
  'revenue',
  'prices',
  'census',
  'subscriptions',
  'insights',
  'bitcoin',
  'events',
  'proofs'
] as const;
export type LeaseName = (typeof leaseNames)[number];

export interface Leases {
  /**
   * Runs `work` under the lease; work on the same lease in this process waits its turn. Resolves with null, without
   * running, when another process holds the lease.
   */
  hold<T>(
    name: LeaseName,
    signal: AbortSignal,
    work: (lease: Fenced, signal: AbortSignal) => Promise<T>
  ): Promise<T | null>;
}

/** Prolonged while its work runs; whoever says nothing for so long has lost it. */
export const LEASE_SECONDS = 60;
const RENEW_EVERY_MS = 20_000;

export function createLeases({
  store,
  holder,
  now,
  log
}: {
  store: Store;
  holder: string;
  now: () => number;
  log: Logger;
}): Leases {
  const turns = new Map<LeaseName, Promise<unknown>>();

  const holdNow = async <T>(
    name: LeaseName,
    signal: AbortSignal,
    work: (lease: Fenced, signal: AbortSignal) => Promise<T>
  ): Promise<T | null> => {
    signal.throwIfAborted();
    const [taken] = await store.query('acquire_lease', { name, holder, now: now(), expires_at: now() + LEASE_SECONDS });
    if (taken === undefined) return null;
    const { fence } = taken;
    const lost = new AbortController();
    const renewal = setInterval(() => {
      store.query('renew_lease', { name, fence, expires_at: now() + LEASE_SECONDS }).then(
        ([row]) => {
          if (row === undefined) lost.abort(new StaleFenceError(`lease ${name} was taken over`));
        },
        (err: unknown) => log.warn({ lease: name, err }, 'lease not prolonged')
      );
    }, RENEW_EVERY_MS);
    try {
      return await work({ lease: name, fence }, AbortSignal.any([signal, lost.signal]));
    } finally {
      clearInterval(renewal);
      await store.query('release_lease', { name, fence }).catch((err: unknown) => {
        log.warn({ lease: name, err }, 'lease not given back');
      });
    }
  };

  return {
    hold(name, signal, work) {
      const before = turns.get(name) ?? Promise.resolve();
      const turn = before.then(
        () => holdNow(name, signal, work),
        () => holdNow(name, signal, work)
      );
      turns.set(
        name,
        turn.catch(() => undefined)
      );
      return turn;
    }
  };
}

/** Longer than any of them works, but for a first sync. */
const PATIENCE_MS = 10 * 60_000;
const ASK_EVERY_MS = 1_000;

/**
 * The same for work that somebody asked for: a lease that another process holds is waited for, until its work ends, or it
 * has died and the lease ends. Resolves with null when that takes longer than `patienceMs`.
 */
export function patientLeases(leases: Leases, { patienceMs = PATIENCE_MS, askEveryMs = ASK_EVERY_MS } = {}): Leases {
  return {
    async hold(name, signal, work) {
      for (let waitedMs = 0; ; waitedMs += askEveryMs) {
        const held = await leases.hold(name, signal, work);
        if (held !== null || waitedMs >= patienceMs) return held;
        // Stopped, it says so itself as it is asked for again.
        await pause(askEveryMs, undefined, { signal }).catch(() => undefined);
      }
    }
  };
}
