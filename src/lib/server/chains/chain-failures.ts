/** The definite words of a source of a chain: what it does not have, and what it cannot be asked. */
import { UpstreamError } from '../platform/errors.ts';

/** No block of this hash or height, for all that the source knows. */
export class BlockUnknown extends UpstreamError {
  override name = 'BlockUnknown';
  constructor(source: string, id: string | number, options?: ErrorOptions) {
    super(source, `no block ${id}`, { ...options, retryable: false });
  }
}

/** The source has no such part or not the data for it: another one may. `reason` is for people. */
export class NotAskable extends UpstreamError {
  override name = 'NotAskable';
  readonly reason: string;
  constructor(source: string, reason: string, options?: ErrorOptions) {
    super(source, reason, { ...options, retryable: false });
    this.reason = reason;
  }
}

/** More history than the source hands out: a state of the address, nothing to try again. */
export class HistoryTooLarge extends NotAskable {
  override name = 'HistoryTooLarge';
}
