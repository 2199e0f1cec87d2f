/** Transactions and headers as bytes, and their ids. */
import { createHash } from 'node:crypto';

export interface TxInput {
  txid: string;
  vout: number;
  /** Hex of the script of a coinbase. */
  coinbase: string | null;
  sequence: number;
}

export interface TxOutput {
  sat: number;
  script: Buffer;
}

export interface BitcoinTx {
  txid: string;
  wtxid: string;
  hex: string;
  size: number;
  weight: number;
  inputs: TxInput[];
  outputs: TxOutput[];
}

/** One item of four bytes. */
const WITNESS = Buffer.from('01040000ffff', 'hex');

/** Signed by nobody: each input has a witness of four bytes, which nobody checks. */
export function encodeTx(inputs: TxInput[], outputs: TxOutput[]): BitcoinTx {
  const version = uint32(2);
  const isCoinbase = inputs[0]?.coinbase != null;
  const ins = inputs.map(({ txid, vout, coinbase, sequence }) => {
    const script = Buffer.from(coinbase ?? '', 'hex');
    return Buffer.concat([
      Buffer.from(txid, 'hex').reverse(),
      uint32(vout),
      compact(script.length),
      script,
      uint32(sequence)
    ]);
  });
  const outs = outputs.map(({ sat, script }) => {
    const amount = Buffer.alloc(8);
    amount.writeBigUInt64LE(BigInt(sat));
    return Buffer.concat([amount, compact(script.length), script]);
  });
  const body = [compact(ins.length), ...ins, compact(outs.length), ...outs];
  const plain = Buffer.concat([version, ...body, uint32(0)]);
  const whole = isCoinbase
    ? plain
    : Buffer.concat([version, Buffer.from('0001', 'hex'), ...body, ...ins.map(() => WITNESS), uint32(0)]);
  return {
    txid: doubleHash(plain),
    wtxid: doubleHash(whole),
    hex: whole.toString('hex'),
    size: whole.length,
    weight: 3 * plain.length + whole.length,
    inputs,
    outputs
  };
}

export interface Header {
  version: number;
  previous: string;
  merkleRoot: string;
  time: number;
  bits: string;
  nonce: number;
}

export function encodeHeader({ version, previous, merkleRoot, time, bits, nonce }: Header): Buffer {
  return Buffer.concat([
    uint32(version),
    Buffer.from(previous, 'hex').reverse(),
    Buffer.from(merkleRoot, 'hex').reverse(),
    uint32(time),
    uint32(Number.parseInt(bits, 16)),
    uint32(nonce)
  ]);
}

export function doubleHash(bytes: Buffer): string {
  const once = createHash('sha256').update(bytes).digest();
  return createHash('sha256').update(once).digest().reverse().toString('hex');
}

function uint32(value: number): Buffer {
  const bytes = Buffer.alloc(4);
  bytes.writeUInt32LE(value);
  return bytes;
}

function compact(value: number): Buffer {
  if (value < 0xfd) return Buffer.from([value]);
  const bytes = Buffer.alloc(3);
  bytes[0] = 0xfd;
  bytes.writeUInt16LE(value, 1);
  return bytes;
}
