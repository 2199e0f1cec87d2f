/** What the indexer's steps are given; wiring.ts builds it once. */
import type { RevenueRules } from '../../../../domain/payments/payments.ts';
import type { TimedDeps } from '../../../platform/jobs/run.ts';
import type { AppMessages } from '../../messages/module.ts';
import type { Blockbook, Daemon } from '../../../chains/flux/ports.ts';
import type { PriceSources } from '../../prices/module.ts';

export interface IngestDeps extends TimedDeps {
  daemon: Daemon;
  blockbook: Blockbook;
  appMessages: AppMessages;
  prices: PriceSources;
  rules: RevenueRules;
}
