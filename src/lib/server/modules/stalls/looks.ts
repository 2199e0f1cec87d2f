/**
 * What is watched for standing still: the data of chain and census, and each outside service.
 *
 * A service is looked at only while it fails for everybody (the mark that the log of changes keeps): one that is only asked
 * when others fail, or that is not set up, tells nothing and is well.
 */
import { isChainSilent } from '../../../domain/time/ledger-times.ts';
import { readMarks } from '../../platform/store/documents/event-status.ts';
import { readStatus } from '../../platform/store/documents/ingest-status.ts';
import type { Store } from '../../platform/store/store.ts';
import type { SourceState } from '../../platform/upstream/source-state.ts';

export interface LookDeps {
  store: Store;
  sources: () => SourceState[];
}

/** A source as it is now. */
export interface Look {
  source: string;
  /** Of the product's own data nobody else tells that they came again. */
  isData: boolean;
  /** null: it is well, or nobody needs it. */
  silentSince: number | null;
  /** When it last told something, unix seconds; null: never as far as this process knows. */
  newest: number | null;
}

/** Chain and census, by the names under which their stalls are known. */
export const dataNames = ['chain', 'census'] as const;

export async function lookAround(deps: LookDeps): Promise<Look[]> {
  return [...(await lookAtData(deps)), ...(await lookAtServices(deps))];
}

/** What has not come once yet does not stand still: a first sync has its own progress. */
async function lookAtData({ store }: LookDeps): Promise<Look[]> {
  const { revenue, census } = await readStatus(store);
  // A sync that reads to the end of a chain that has no end any more tells nothing new.
  const chain = revenue && (isChainSilent(revenue) ? (revenue.tipTime ?? revenue.completedAt) : revenue.completedAt);
  const data = [
    { source: 'chain', newest: chain },
    { source: 'census', newest: census?.completedAt }
  ];
  return data.flatMap(({ source, newest }) =>
    newest === undefined ? [] : [{ source, isData: true, newest, silentSince: newest }]
  );
}

async function lookAtServices({ store, sources }: LookDeps): Promise<Look[]> {
  const marks = (await readMarks(store))['marks-sources'] ?? {};
  return sources().map(({ name, ok, lastSuccess }) => {
    const mark = marks[name];
    const isFailing = !ok && mark?.state === 'failing';
    return {
      source: name,
      isData: false,
      newest: ok ? lastSuccess : null,
      silentSince: isFailing ? (lastSuccess ?? mark.since) : null
    };
  });
}

const prices: ReadonlySet<string> = new Set(['explorer', 'coingecko', 'binance', 'cryptocompare']);
const ofTheChain: ReadonlySet<string> = new Set([
  'chain',
  'daemon',
  'daemon-address',
  'daemon-txids',
  'apps',
  'blockbook'
]);

export interface Intervals {
  revenueSeconds: number;
  censusSeconds: number;
  priceSeconds: number;
}

/** What is asked at no interval of its own is asked as seldom as the census. */
export function everySecondsOf(name: string, { revenueSeconds, censusSeconds, priceSeconds }: Intervals): number {
  if (ofTheChain.has(name)) return revenueSeconds;
  return prices.has(name) ? priceSeconds : censusSeconds;
}
