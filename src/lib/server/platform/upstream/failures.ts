/**
 * The ways in which an outside service fails to give what was asked, as far as somebody decides by them.
 *
 * A DefiniteNo is an answer: it is never repeated, does not count against the source, and is not retryable. A Transient
 * is repeated within the call. Every other UpstreamError (changed shape, refused access, open circuit) fails the call at
 * once; a later call may succeed. Messages are written here or cut short and never hold an address of a request.
 */
import { UpstreamError } from '../errors.ts';

/** The source answered, and the answer is no; `rpcCode` is the daemon's where there is one. */
export class DefiniteNo extends UpstreamError {
  override name = 'DefiniteNo';
  readonly rpcCode: number | null;
  constructor(source: string, reason: string, rpcCode: number | null, options?: ErrorOptions) {
    super(source, reason, { ...options, retryable: false });
    this.rpcCode = rpcCode;
  }
}

/** A height above the answering node's tip: ask for less, or later. */
export class BlockOutOfRange extends UpstreamError {
  override name = 'BlockOutOfRange';
  constructor(source: string, height: number, options?: ErrorOptions) {
    super(source, `block ${height} is above the tip of the node that answered`, { ...options, retryable: false });
  }
}

/** The node has no transaction of that txid, confirmed or not. */
export class TransactionUnknown extends UpstreamError {
  override name = 'TransactionUnknown';
  constructor(source: string, txid: string, options?: ErrorOptions) {
    super(source, `no information about transaction ${txid}`, { ...options, retryable: false });
  }
}

/** The same request may well be answered in a moment. `isCachedError`: only if its URL differs. */
export class Transient extends UpstreamError {
  override name = 'Transient';
  readonly reason: string;
  readonly isCachedError: boolean;
  constructor(
    source: string,
    reason: string,
    { isCachedError = false, ...options }: ErrorOptions & { isCachedError?: boolean } = {}
  ) {
    super(source, reason, options);
    this.reason = reason;
    this.isCachedError = isCachedError;
  }
}

/** The source works and asks for silence: the whole host pauses, the circuit stays as it is. */
export class AskedToWait extends Transient {
  override name = 'AskedToWait';
  readonly waitMs: number;
  /** `said`: the status, or the service's own words, quoted short. */
  constructor(source: string, said: string, waitMs: number) {
    super(source, `${said}, asked to wait ${Math.ceil(waitMs / 1000)} s`);
    this.waitMs = waitMs;
  }
}

/** Nobody was asked, as we want it: the budget of the service is spared or used up. What is known stays what is shown. */
export class NotAsked extends UpstreamError {
  override name = 'NotAsked';
}

/** Foreign text in a message of ours: one line, printable, short. */
export function quoteShort(text: string): string {
  const line = text.replaceAll(/[^\x20-\x7e]+/g, ' ').trim();
  return line.length > 120 ? `${line.slice(0, 117)}...` : line;
}
