/**
 * A fixed story told to a store that calls every statement, with the answers it gave: told to two engines, the
 * transcripts must be the same.
 */
import type { Statements, StatementName, Store } from '../../lib/server/platform/store/store.ts';
import { tellBackup } from './backup.ts';
import { tellBitcoin } from './bitcoin.ts';
import { tellCensus } from './census.ts';
import { tellInsights } from './insights.ts';
import { tellKeys } from './keys.ts';
import { tellNetwork } from './network.ts';
import { tellOperations } from './operations.ts';
import { tellProofs } from './proofs.ts';
import { tellPages, tellReads } from './reads.ts';
import { tellAppList, tellSelections } from './selections.ts';
import { tellSnapshots } from './snapshots.ts';
import { tellSubscriptions } from './subscriptions.ts';
import { tellUsage } from './usage.ts';
import { tellWrites } from './writes.ts';

export interface Call {
  name: StatementName;
  args: unknown;
  answer: unknown;
}

export type Ask = <N extends StatementName>(name: N, args: Statements[N]['args']) => Promise<Statements[N]['row'][]>;

/** What the engines cannot have in common. */
const OF_THE_ENGINE = new Set<StatementName>(['database_bytes', 'schema_versions']);

/** Every call in order with its answer; the last ones leave the store without payments. */
export async function tellStory(store: Store): Promise<Call[]> {
  const calls: Call[] = [];
  const ask = async <N extends StatementName>(name: N, args: Statements[N]['args']) => {
    const answer = await store.query(name, args);
    calls.push({ name, args, answer: OF_THE_ENGINE.has(name) ? answer.length > 0 : answer });
    return answer;
  };
  await tellWrites(store, ask);
  await tellReads(ask);
  await tellPages(ask);
  await tellSelections(ask);
  await tellCensus(store, ask);
  await tellSnapshots(store, ask);
  await tellNetwork(ask);
  await tellInsights(store, ask);
  await tellBitcoin(store, ask);
  await tellAppList(ask);
  await tellKeys(ask);
  await tellUsage(ask);
  await tellBackup(store, ask);
  await tellOperations(store, ask);
  await tellSubscriptions(store, ask);
  await tellProofs(store, ask);
  return calls;
}
