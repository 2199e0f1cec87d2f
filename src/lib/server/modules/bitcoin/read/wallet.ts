/**
 * What a list of addresses, or those below an extended public key, hold together. Each address is asked of the sources as the
 * explorer asks; the key itself leaves for nobody. Nothing is stored.
 */
import type { Answer, Parsed } from '../../../../contract/kit/endpoint.ts';
import type { wallet } from '../../../../contract/bitcoin/explorer.ts';
import { parseAddress } from '../../../../domain/bitcoin/addresses.ts';
import { parseExtendedKey, type ExtendedKey } from '../../../../domain/bitcoin/extended-keys.ts';
import { formatFlux as formatCoins } from '../../../../domain/money/money.ts';
import { NothingAnswers } from '../../../chains/ask-in-order.ts';
import type { BitcoinSources } from '../../../chains/bitcoin/open-bitcoin.ts';
import type { AddressSummary } from '../../../chains/chain.ts';
import { BadRequest, UpstreamError } from '../../../platform/errors.ts';

/** So many unused ones in a row, and nobody looks further (BIP-44). */
const GAP = 20;
const MOST_PER_BRANCH = 200;
const PATIENCE_MS = 20_000;

interface Held {
  address: string;
  path: string | null;
  told: AddressSummary | { reason: string };
}

type Body = Parsed<typeof wallet>['body'];

export async function readWallet(
  { network, explorer }: BitcoinSources,
  { body, now }: { body: Body; now: () => number }
): Promise<Answer<typeof wallet>> {
  const signal = AbortSignal.timeout(PATIENCE_MS);
  const on = await network(signal);
  const summaryOf = async (address: string, path: string | null): Promise<Held> => ({
    address,
    path,
    told: await explorer.summary(address, signal).catch((error: unknown) => {
      if (signal.aborted) return { reason: 'there was no time to ask' };
      if (!(error instanceof UpstreamError)) throw error;
      return { reason: error instanceof NothingAnswers ? error.reason : error.message };
    })
  });

  let held: Held[];
  if ('addresses' in body) {
    const wrong = body.addresses.filter((address) => parseAddress(address, on) === null);
    if (wrong.length > 0) throw invalid('addresses', `no addresses of the network: ${wrong.join(', ')}`);
    const each = new Set(body.addresses.map((address) => parseAddress(address, on)?.address ?? address));
    held = await Promise.all([...each].map((address) => summaryOf(address, null)));
  } else {
    const key = parseExtendedKey(body.key, on);
    if (key === null) throw invalid('key', 'no extended public key (xpub, ypub, zpub; never a private one)');
    const branches = await Promise.all(([0, 1] as const).map((change) => lookAlong(key, change, summaryOf)));
    held = branches.flat();
  }
  return { ...sumUp(held), chain: 'bitcoin', ticker: on.ticker, asOf: now(), stale: false };
}

/** Used addresses of a branch, and those that are not known. */
async function lookAlong(
  key: ExtendedKey,
  change: 0 | 1,
  summaryOf: (address: string, path: string) => Promise<Held>
): Promise<Held[]> {
  const held: Held[] = [];
  for (let start = 0; start < MOST_PER_BRANCH; start += GAP) {
    const indexes = Array.from({ length: GAP }, (_, place) => start + place);
    const part = await Promise.all(
      indexes.flatMap((index) => {
        const address = key.addressAt(change, index);
        return address === null ? [] : [summaryOf(address, `${change}/${index}`)];
      })
    );
    const used = part.filter(({ told }) => 'reason' in told || told.transactionCount !== 0);
    held.push(...used);
    // A source that is away answers none of the next ones either.
    if (used.length === 0 || part.every(({ told }) => 'reason' in told)) break;
  }
  return held;
}

function sumUp(held: readonly Held[]) {
  const known = held.flatMap(({ told }) => ('reason' in told ? [] : [told]));
  const isComplete = known.length === held.length;
  const sum = (part: (told: AddressSummary) => bigint) =>
    formatCoins(known.reduce((all, told) => all + part(told), 0n));
  return {
    source: known[0]?.source ?? null,
    addresses: held.map(({ address, path, told }) =>
      'reason' in told
        ? { address, path, balance: null, pending: null, transactionCount: null, reason: told.reason }
        : {
            address,
            path,
            balance: formatCoins(told.balanceSat),
            pending: formatCoins(told.pendingSat),
            transactionCount: told.transactionCount,
            reason: null
          }
    ),
    balance: isComplete ? sum(({ balanceSat }) => balanceSat) : null,
    pending: isComplete ? sum(({ pendingSat }) => pendingSat) : null,
    isComplete
  };
}

function invalid(name: string, message: string): BadRequest {
  return new BadRequest(`${name}: ${message}`, [{ name, message }]);
}
