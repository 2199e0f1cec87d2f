/** A transaction out of its bytes, by the library; sizes and ids as BIP-141 counts them. */
import { sha256 } from '@noble/hashes/sha2.js';
import { hex } from '@scure/base';
import { RawOldTx, RawTx } from '@scure/btc-signer/script.js';
import type { ExplorerTransaction } from '../explorer.ts';
import { describeScript } from './describe-script.ts';
import type { BitcoinNetwork } from './network.ts';

/** What is read of the library's transaction, whose own types say `any` of it. */
interface RawTransaction {
  version: number;
  inputs: { txid: Uint8Array; index: number; finalScriptSig: Uint8Array; sequence: number }[];
  outputs: { amount: bigint; script: Uint8Array }[];
  lockTime: number;
}

const NO_TXID = '00'.repeat(32);

/** As if it were in the mempool: where it stands the bytes do not say. Throws for bytes that are no transaction. */
export function decodeTransaction(bytes: Uint8Array, network: BitcoinNetwork): ExplorerTransaction {
  const { version, inputs, outputs, lockTime } = RawTx.decode(bytes) as RawTransaction;
  const stripped = RawOldTx.encode({ version, inputs, outputs, lockTime });
  const weight = 3 * stripped.length + bytes.length;
  const isCoinbase = inputs.length === 1 && inputs[0] !== undefined && hex.encode(inputs[0].txid) === NO_TXID;
  return {
    txid: doubleHash(stripped),
    wtxid: doubleHash(bytes),
    blockHash: null,
    height: null,
    time: null,
    position: null,
    version,
    locktime: lockTime,
    size: bytes.length,
    vsize: Math.ceil(weight / 4),
    weight,
    toldFeeSat: null,
    inputs: inputs.map(({ txid, index, finalScriptSig, sequence }) => ({
      txid: isCoinbase ? null : hex.encode(txid),
      vout: isCoinbase ? null : index,
      coinbase: isCoinbase ? hex.encode(finalScriptSig) : null,
      sequence,
      sat: null,
      type: null,
      address: null
    })),
    outputs: outputs.map(({ amount, script }, index) => ({
      index,
      sat: amount,
      script: hex.encode(script),
      ...describeScript(script, network)
    }))
  };
}

export interface DecodedHeader {
  hash: string;
  /** Unix seconds. */
  time: number;
  bits: string;
}

const HEADER_BYTES = 80;

/** Of the 80 bytes of a header. */
export function decodeHeader(bytes: Uint8Array): DecodedHeader {
  if (bytes.length !== HEADER_BYTES) throw new RangeError(`a header has ${HEADER_BYTES} bytes, not ${bytes.length}`);
  const view = new DataView(bytes.buffer, bytes.byteOffset, HEADER_BYTES);
  return {
    hash: doubleHash(bytes),
    time: view.getUint32(68, true),
    bits: view.getUint32(72, true).toString(16).padStart(8, '0')
  };
}

/** SHA-256 twice, as ids are written: bytes reversed. */
function doubleHash(bytes: Uint8Array): string {
  return hex.encode(sha256(sha256(bytes)).reverse());
}
