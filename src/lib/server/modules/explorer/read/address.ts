/** An address as it travels: its balance, and a page of its transactions. Each may be had without the other. */
import { NothingAnswers } from '../../../chains/ask-in-order.ts';
import { HistoryTooLarge } from '../../../chains/chain-failures.ts';
import type { AddressPage, AddressSummary, SourceName } from '../../../chains/chain.ts';
import { formatFlux as formatCoins } from '../../../../domain/money/money.ts';
import { UpstreamError } from '../../../platform/errors.ts';
import { originOf, patience, tipOf, type ExplorerDeps } from './origin.ts';
import { showRow } from './transaction.ts';

const ROWS = 25;

export interface KnownAddress {
  address: string;
  type: string | null;
  /** Hex. */
  script: string | null;
}

/** Throws where neither balance nor history can be had. */
export async function readAddress(deps: ExplorerDeps, known: KnownAddress, after: string | null) {
  const signal = patience();
  const { address } = known;
  const [summary, page, tip] = await Promise.all([
    orReason(deps.explorer.summary(address, signal)),
    orReason(deps.explorer.page({ address, after, count: ROWS }, signal)),
    tipOf(deps, signal)
  ]);
  if (summary instanceof UpstreamError && page instanceof UpstreamError && !(page instanceof HistoryTooLarge)) {
    throw summary;
  }
  const told = sourceOf(summary, page);
  return {
    ...(await originOf(deps, told, signal)),
    ...known,
    ...figuresOf(summary, page),
    transactions:
      page instanceof UpstreamError ? null : page.transactions.map((each) => showRow(each, { tip, address })),
    transactionsReason: page instanceof UpstreamError ? reasonOf(page) : null,
    next: page instanceof UpstreamError ? null : page.next
  };
}

function figuresOf(summary: AddressSummary | UpstreamError, page: AddressPage | UpstreamError) {
  const coins = (sat: bigint | null) => (sat === null ? null : formatCoins(sat));
  const total = page instanceof UpstreamError ? null : page.total;
  if (summary instanceof UpstreamError) {
    return { balance: null, pending: null, received: null, sent: null, transactionCount: total };
  }
  return {
    balance: formatCoins(summary.balanceSat),
    pending: formatCoins(summary.pendingSat),
    received: coins(summary.receivedSat),
    sent: coins(summary.sentSat),
    transactionCount: summary.transactionCount ?? total
  };
}

function sourceOf(...parts: (AddressSummary | AddressPage | UpstreamError)[]): SourceName {
  return parts.flatMap((part) => (part instanceof UpstreamError ? [] : [part.source]))[0] ?? 'electrum';
}

function reasonOf(error: UpstreamError): string {
  return error instanceof NothingAnswers || error instanceof HistoryTooLarge ? error.reason : error.message;
}

function orReason<T>(asked: Promise<T>): Promise<T | UpstreamError> {
  return asked.catch((error: unknown) => {
    if (error instanceof UpstreamError) return error;
    throw error;
  });
}
