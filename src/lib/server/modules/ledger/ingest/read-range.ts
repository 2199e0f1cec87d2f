/**
 * Reads a range of heights completely, from whichever source can: the preferred one first, the other when it fails or
 * does not reach that far. Throws the last error when none can.
 */
import type { Logger } from 'pino';
import type { ChainTransaction } from '../../../../domain/chain.ts';
import { UpstreamError } from '../../../platform/errors.ts';
import type { AddressRange } from '../../../chains/flux/ports.ts';
import type { RangeRead, RangeSource } from './range-source.ts';

export interface RangeAnswer extends RangeRead {
  source: RangeSource['name'];
}

export async function readRange(
  sources: RangeSource[],
  range: AddressRange,
  { known, log, signal }: { known: ReadonlyMap<string, ChainTransaction>; log: Logger; signal: AbortSignal }
): Promise<RangeAnswer> {
  let last: unknown = new UpstreamError('chain', `no source reaches height ${range.to}`);
  for (const source of sources) {
    signal.throwIfAborted();
    try {
      const reach = await source.reach(signal);
      if (reach < range.to) {
        last = new UpstreamError(source.name, `is at height ${reach}, ${range.to} was asked`);
        continue;
      }
      return { ...(await source.read(range, known, signal)), source: source.name };
    } catch (error) {
      if (!(error instanceof UpstreamError)) throw error;
      last = error;
      log.debug({ source: source.name, from: range.from, to: range.to, err: error }, 'range not read');
    }
  }
  throw last;
}
