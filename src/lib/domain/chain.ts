/**
 * The chain in our own words, whichever upstream told it.
 *
 * Amounts are satoshi (1 FLUX = 10^8) as bigint, times unix seconds of the block header. A transaction's content is fixed
 * by its txid; only its place (height, block) can change, in a reorganisation.
 */

/** What a txid commits to: never changes, may be cached for ever. */
export interface TransactionContent {
  txid: string;
  /** Address of the first input; null for a coinbase or a purely shielded payer. */
  payer: string | null;
  /** Outputs that pay an address, in order. */
  outputs: { address: string; sat: bigint }[];
  /** Script hex of each OP_RETURN output, in order (starts with `6a`). */
  opReturns: string[];
}

/** Where a transaction is on the best chain, as an address index tells it. */
export interface TransactionPlace {
  txid: string;
  height: number;
}

/** A confirmed transaction with its place. */
export interface ChainTransaction extends TransactionContent, TransactionPlace {
  blockHash: string;
  /** Header time of the block, unix seconds. */
  blockTime: number;
}

/** A registration or update of an app, without anything a customer would call private. */
export interface AppMessage {
  hash: string;
  type: 'register' | 'update';
  /** null: not told, as are the next two. What a payment is worth is told by the chain, never here. */
  txid: string | null;
  height: number;
  valueSat: bigint | null;
  /** When it was signed, unix milliseconds. */
  timestampMs: number | null;
  appName: string;
  /** A Bitcoin or EVM address, or whatever else the network took for one; empty where none is told. */
  owner: string;
  /** null: not told. */
  specVersion: number | null;
  /** null: of a kind that this program cannot read. Empty when it is encrypted. */
  components: AppComponent[] | null;
  /** null where the spec version has no such field. */
  instances: number | null;
  /** Blocks; null where absent (spec < v6, and from v9 on). */
  expire: number | null;
  /** Unix seconds; null where the end follows from blocks (spec < v9), or is not told. */
  endTime: number | null;
  /** null: not known. */
  geolocation: string[] | null;
  isEncrypted: boolean;
}

/** One container of an app. Flat specs (v1-v3) have a single component with an empty name. */
export interface AppComponent {
  name: string;
  /** Empty where none is told. */
  repotag: string;
  /** Resources that cannot be read are null. */
  cpu: number | null;
  ramMb: number | null;
  hddGb: number | null;
}
