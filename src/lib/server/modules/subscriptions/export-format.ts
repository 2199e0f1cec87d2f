/** Subscriptions as files: CSV with a fixed header, amounts in FLUX; NDJSON with one subscription of the API per line. */
import type { Subscription } from '../../../contract/subscriptions/subscriptions.ts';
import { textCell } from '../../../domain/csv.ts';
import { hashJson, hashLine, linesFormat } from '../ledger/module.ts';

type Cell = (subscription: Subscription) => string | number | boolean | null;

/** Columns that hold what strangers wrote are text. */
const columns: Record<string, Cell> = {
  id: ({ id }) => id,
  app: ({ app }) => app && textCell(app),
  txid: ({ txid }) => txid,
  messageHash: ({ messageHash }) => messageHash,
  sender: ({ sender }) => sender && textCell(sender),
  owner: ({ owner }) => owner && textCell(owner),
  recipient: ({ recipient }) => recipient && textCell(recipient),
  depositAmount: ({ depositAmount }) => depositAmount,
  depositUsd: ({ depositUsd }) => depositUsd,
  carriedIn: ({ carriedIn }) => carriedIn,
  carriedOut: ({ carriedOut }) => carriedOut,
  accrued: ({ accrued }) => accrued,
  deferred: ({ deferred }) => deferred,
  breakage: ({ breakage }) => breakage,
  startHeight: ({ start }) => start.height,
  startTime: ({ start }) => start.time,
  endHeight: ({ end }) => end && end.height,
  endTime: ({ end }) => end && end.time,
  ratePerSecond: ({ ratePerSecond }) => ratePerSecond,
  status: ({ status }) => status,
  reason: ({ reason }) => reason,
  encrypted: ({ encrypted }) => encrypted,
  specVersion: ({ specVersion }) => specVersion,
  renewals: ({ renewals }) => renewals
};

export const subscriptionFormats = {
  csv: linesFormat<Subscription>({
    type: 'text/csv; charset=utf-8',
    head: `${Object.keys(columns).join(',')}\r\n`,
    line: (row) =>
      `${Object.values(columns)
        .map((cell) => cell(row) ?? '')
        .join(',')}\r\n`,
    proof: hashLine
  }),
  ndjson: linesFormat<Subscription>({
    type: 'application/x-ndjson; charset=utf-8',
    head: '',
    line: (row) => `${JSON.stringify(row)}\n`,
    proof: hashJson
  })
};
