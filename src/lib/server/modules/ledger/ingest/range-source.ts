/** A way to read all transactions of an address in a range of heights, whoever serves it. */
import type { ChainTransaction } from '../../../../domain/chain.ts';
import type { AddressRange } from '../../../chains/flux/ports.ts';
import type { PlacesRead } from './read-places.ts';

export interface RangeRead extends PlacesRead {
  /** The read is complete up to here; below the asked end when that would have taken too long for one step. */
  through: number;
}

export interface RangeSource {
  name: 'blockbook' | 'daemon';
  /** The highest height up to which this source can answer completely now. */
  reach(signal: AbortSignal): Promise<number>;
  /** Everything that touches the address in the range, or an error; `known` are stored contents that need no request. */
  read(range: AddressRange, known: ReadonlyMap<string, ChainTransaction>, signal: AbortSignal): Promise<RangeRead>;
}
