/** What a text may be on a chain: a transaction, a block by hash or height, an address. */
import type { FoundGroup } from '../../../contract/search/search.ts';
import { BlockUnknown } from '../../chains/chain-failures.ts';
import type { Explorer } from '../../chains/explorer.ts';
import { UpstreamError } from '../../platform/errors.ts';
import type { Searcher } from '../../platform/search.ts';
import { TransactionUnknown } from '../../platform/upstream/failures.ts';
import { readSyncState, type ReadContext } from '../ledger/module.ts';

const PATIENCE_MS = 3_000;

export interface ChainSearch {
  /** "Bitcoin". */
  name: string;
  /** Base of its pages. */
  path: '/chain' | '/bitcoin';
  explorer: Explorer;
  /** The newest height that is known; null: none. */
  height: () => Promise<number | null>;
  isAddress: (text: string) => boolean;
  now: () => number;
}

/** Of one chain. Heights and addresses are recognised without asking anybody; ids are looked up. */
export function chainSearchers(chain: ChainSearch): Searcher[] {
  const { name, path, explorer, now } = chain;
  const group = (kind: string, item: { title: string; detail: string; path: string }): FoundGroup => ({
    kind: `${explorer.profile.id}-${kind}`,
    label: name,
    items: [item],
    total: 1,
    totalIsLowerBound: false,
    path: null,
    asOf: now(),
    stale: false
  });

  async function findHeight(height: number): Promise<FoundGroup | null> {
    const newest = await chain.height();
    if (newest === null || height > newest) return null;
    return group('block', { title: `Block ${height}`, detail: name, path: `${path}/block/${height}` });
  }

  async function findId(id: string): Promise<FoundGroup | null> {
    const signal = AbortSignal.timeout(PATIENCE_MS);
    const ask = (asked: Promise<unknown>) => asked.then(() => 'found' as const, verdictOf);
    const [asTransaction, asBlock] = await Promise.all([
      ask(explorer.transaction(id, signal)),
      ask(explorer.block(id, signal))
    ]);
    if (asTransaction === 'found') {
      return group('transaction', { title: id, detail: `Transaction of ${name}`, path: `${path}/tx/${id}` });
    }
    if (asBlock === 'found') {
      return group('block', { title: id, detail: `Block of ${name}`, path: `${path}/block/${id}` });
    }
    if (asTransaction === 'unknown' && asBlock === 'unknown') return null;
    const detail = `not looked up: what tells of ${name} does not answer right now`;
    return group('transaction', { title: id, detail, path: `${path}/tx/${id}` });
  }

  const findAddress = (address: string) =>
    group('address', { title: address, detail: `Address of ${name}`, path: `${path}/address/${address}` });

  return [
    { isExact: true, find: async (text) => (/^\d{1,9}$/.test(text) ? findHeight(Number(text)) : null) },
    { isExact: true, find: async (text) => (/^[0-9a-f]{64}$/i.test(text) ? findId(text.toLowerCase()) : null) },
    { isExact: true, find: (text) => Promise.resolve(chain.isAddress(text) ? findAddress(text) : null) }
  ];
}

export function fluxSearchers({ context, fluxExplorer }: { context: ReadContext; fluxExplorer: Explorer }): Searcher[] {
  return chainSearchers({
    name: 'Flux',
    path: '/chain',
    explorer: fluxExplorer,
    height: async () => (await readSyncState(context)).tip,
    isAddress: (text) => /^t[13][1-9A-HJ-NP-Za-km-z]{33}$/.test(text),
    now: () => context.now()
  });
}

/** Who gives up waiting has no answer either. */
function verdictOf(error: unknown): 'unknown' | 'silent' {
  if (error instanceof TransactionUnknown || error instanceof BlockUnknown) return 'unknown';
  if (error instanceof UpstreamError || error instanceof DOMException) return 'silent';
  throw error;
}
