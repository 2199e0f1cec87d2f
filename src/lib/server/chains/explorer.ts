/** What an explorer asks of a chain, put to its sources in their order, with answers kept a while for all who ask. */
import type { ChainProfile } from '../../domain/chain-profile.ts';
import { askInOrder, type Way } from './ask-in-order.ts';
import type { AddressPage, AddressSummary, BlockReader, Chain, Tip, TransactionReader } from './chain.ts';
import { remember } from './remember.ts';

/** One source: the chain that it is, or why there is none. */
export interface ExplorerWay {
  /** As people call it: "the own node". */
  label: string;
  /** null: not configured. */
  chain: Chain | null;
  missing: string;
}

type AnswerOf<Method extends (...args: never) => unknown> = Awaited<ReturnType<Method>>;

export interface Explorer {
  profile: ChainProfile;
  /** Of coins on this network, which may be a relative of the chain. */
  ticker: (signal: AbortSignal) => Promise<string>;
  tip(signal: AbortSignal): Promise<Tip>;
  below(asked: { height: number; count: number }, signal: AbortSignal): Promise<AnswerOf<BlockReader['below']>>;
  block(id: string | number, signal: AbortSignal): Promise<AnswerOf<BlockReader['block']>>;
  transactionsOf(
    asked: { hash: string; from: number; count: number },
    signal: AbortSignal
  ): Promise<AnswerOf<BlockReader['transactionsOf']>>;
  transaction(txid: string, signal: AbortSignal): Promise<AnswerOf<TransactionReader['transaction']>>;
  summary(address: string, signal: AbortSignal): Promise<AddressSummary>;
  page(asked: { address: string; after: string | null; count: number }, signal: AbortSignal): Promise<AddressPage>;
}

const MOMENT_SECONDS = 10;
const CONFIRMED_SECONDS = 60;

interface ExplorerOptions {
  profile: ChainProfile;
  ways: readonly ExplorerWay[];
  ticker: (signal: AbortSignal) => Promise<string>;
  now: () => number;
}

export function createExplorer({ profile, ways, ticker, now }: ExplorerOptions): Explorer {
  /** `ask` answers null for a source that has no such part. */
  function first<T>(ask: (chain: Chain) => (() => Promise<T>) | null): Promise<T> {
    return askInOrder(
      ways.map(({ label, chain, missing }): Way<T> => {
        const asked = chain && ask(chain);
        return { ask: asked, missing: chain === null ? missing : `${label} does not tell this` };
      })
    );
  }
  const moment = { seconds: MOMENT_SECONDS, now };
  const tip = remember(moment, (_: null, signal) => first((chain) => () => chain.tip(signal)));

  return {
    profile,
    ticker,
    tip: (signal) => tip(null, signal),
    below: remember(moment, (asked, signal) => first(({ blocks }) => blocks && (() => blocks.below(asked, signal)))),
    block: remember(moment, (id, signal) => first(({ blocks }) => blocks && (() => blocks.block(id, signal)))),
    transactionsOf: remember({ seconds: CONFIRMED_SECONDS, now, max: 100 }, (asked, signal) =>
      first(({ blocks }) => blocks && (() => blocks.transactionsOf(asked, signal)))
    ),
    transaction: remember(
      {
        seconds: ({ transaction }) => (transaction.height === null ? MOMENT_SECONDS : CONFIRMED_SECONDS),
        now,
        max: 500
      },
      (txid, signal) => first(({ transactions }) => transactions && (() => transactions.transaction(txid, signal)))
    ),
    summary: remember(moment, (address, signal) =>
      first(({ addresses }) => addresses && (() => addresses.summary(address, signal)))
    ),
    page: remember({ ...moment, max: 200 }, (asked, signal) =>
      first(({ addresses }) => addresses && (() => addresses.page(asked, signal)))
    )
  };
}
