/** What labelled addresses hold, asked about once an hour, one after the other. One that cannot be had leaves its last. */
import { AppError, UpstreamError } from '../../../platform/errors.ts';
import type { Run, TimedDeps } from '../../../platform/jobs/run.ts';
import { keySet } from '../../../platform/store/rows.ts';
import type { ReadLists } from '../lists/lists-file.ts';
import type { AddressBalances } from '../upstream/ports.ts';
import { createTurns } from './turns.ts';

const EVERY_SECONDS = 3_600;
/** In a row; then whoever tells balances is away. */
const MOST_FAILURES = 2;

/** Resolves with how many balances were told. `balances` null: nobody here can look addresses up. */
export function createBalanceSync(
  deps: TimedDeps & { balances: AddressBalances | null; readLists: ReadLists }
): (run: Run) => Promise<number> {
  const { store, now, elapsed, log, balances, readLists } = deps;
  const turns = createTurns(elapsed);
  return async ({ lease, signal }) => {
    if (balances === null) return 0;
    const stored = await store.query('market_balances_all', {});
    const toldAt = stored.reduce<number | null>((newest, { as_of }) => Math.max(newest ?? 0, as_of), null);
    if (!turns.isDue('balances', { toldAt, everySeconds: EVERY_SECONDS, now: now() })) return 0;
    turns.take('balances');
    const addresses = await labelled(readLists, log);
    if (addresses === null) return 0;
    const told: Record<string, { sat: string }> = {};
    let failures = 0;
    for (const address of addresses) {
      try {
        told[address] = { sat: String(await balances.balanceSat(address, signal)) };
        failures = 0;
      } catch (error) {
        if (!(error instanceof UpstreamError)) throw error;
        log.warn({ address, err: error }, 'balance not read');
        failures += 1;
        if (failures >= MOST_FAILURES) break;
      }
    }
    const known = { addresses: keySet(addresses), balances: told, source: balances.name, as_of: now() };
    await store.query('store_market_balances', { ...lease, ...known });
    return Object.keys(told).length;
  };
}

/** null: the list cannot be read, which its panel says. */
async function labelled(readLists: ReadLists, log: TimedDeps['log']): Promise<string[] | null> {
  try {
    return [...new Set(((await readLists()).addresses ?? []).map(({ address }) => address))];
  } catch (error) {
    if (!(error instanceof AppError)) throw error;
    log.warn({ err: error }, 'labelled addresses not read');
    return null;
  }
}
