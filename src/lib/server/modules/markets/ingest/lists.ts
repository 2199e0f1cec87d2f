/** Lists of coins and holders, each asked for at its own pace and kept as it was last told. What is away fails nothing. */
import { depinCoins } from '../../../../domain/markets/depin.ts';
import { UpstreamError } from '../../../platform/errors.ts';
import type { Run, TimedDeps } from '../../../platform/jobs/run.ts';
import type { MarketLists } from '../upstream/ports.ts';
import { createTurns } from './turns.ts';

const COINS_SECONDS = 1_800;
const HOLDERS_SECONDS = 86_400;

/** Resolves with the names of the lists that were told anew. */
export function createListSync(deps: TimedDeps & { lists: MarketLists }): (run: Run) => Promise<string[]> {
  const { store, now, elapsed, log, lists } = deps;
  const turns = createTurns(elapsed);
  const questions = [
    { name: 'top-coins', everySeconds: COINS_SECONDS, ask: (signal: AbortSignal) => lists.topCoins(signal) },
    { name: 'depin', everySeconds: COINS_SECONDS, ask: (signal: AbortSignal) => lists.coins(depinCoins, signal) },
    ...(['companies', 'governments'] as const).map((kind) => ({
      name: kind,
      everySeconds: HOLDERS_SECONDS,
      ask: (signal: AbortSignal) => lists.holders(kind, signal)
    }))
  ];
  return async ({ lease, signal }) => {
    const known = new Map((await store.query('market_lists_all', {})).map((list) => [list.name, list.as_of]));
    const told: string[] = [];
    for (const { name, everySeconds, ask } of questions) {
      if (!turns.isDue(name, { toldAt: known.get(name) ?? null, everySeconds, now: now() })) continue;
      turns.take(name);
      try {
        const body = JSON.stringify(await ask(signal));
        await store.query('store_market_list', { ...lease, name, body, source: 'coingecko', as_of: now() });
        told.push(name);
      } catch (error) {
        if (!(error instanceof UpstreamError)) throw error;
        log.warn({ list: name, err: error }, 'market list not read');
      }
    }
    return told;
  };
}
