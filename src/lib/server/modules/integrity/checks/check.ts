/** One check of integrity: what is stored, held against what it follows from. It mends nothing. */
import type { Run, WorkDeps } from '../../../platform/jobs/run.ts';
import type { RevenueRules } from '../../../../domain/payments/payments.ts';
import type { Blockbook } from '../../../chains/flux/ports.ts';
import type { ReadReceived } from '../upstream/address-totals.ts';

export interface CheckDeps extends WorkDeps {
  rules: RevenueRules;
  received: ReadReceived;
  blockbook: Pick<Blockbook, 'addressPage'>;
}

export interface Found {
  /** How many rows were looked at. */
  rows: number;
  differences: { key: string; expected: string; found: string }[];
  /** Why it could not be made; null: it was. */
  note: string | null;
}

export type Check = (deps: CheckDeps, run: Pick<Run, 'signal'>) => Promise<Found>;

export const notMade = (note: string): Found => ({ rows: 0, differences: [], note });
