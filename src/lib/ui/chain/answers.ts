/** Names for answers about chains that pages hand to their parts. Types only. */
import type { LargeValue } from '$lib/contract/bitcoin/overview';

export type LargeRow = LargeValue[number];
