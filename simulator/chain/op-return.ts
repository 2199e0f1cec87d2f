/** OP_RETURN scripts as they stand on the chain: every push encoding, texts that are hashes and texts that only look so. */
import { type Random, type Weighted } from '../random.ts';

type Push = 'direct' | 'pushdata1' | 'pushdata2' | 'pushdata4';

function opReturn(data: Buffer, push: Push = 'direct'): string {
  const length = Buffer.alloc(4);
  length.writeUInt32LE(data.length);
  const bytes = { direct: 1, pushdata1: 1, pushdata2: 2, pushdata4: 4 }[push];
  const opcode = { direct: '', pushdata1: '4c', pushdata2: '4d', pushdata4: '4e' }[push];
  return `6a${opcode}${length.subarray(0, bytes).toString('hex')}${data.toString('hex')}`;
}

const pushes: Weighted<Push> = [
  ['direct', 93],
  ['pushdata1', 4],
  ['pushdata2', 1.5],
  ['pushdata4', 1.5]
];

/** A message hash as text, now and then in upper case. */
export function hashScript(hash: string, random: Random): string {
  const text = random.chance(0.02) ? hash.toUpperCase() : hash;
  return opReturn(Buffer.from(text, 'latin1'), random.weighted(pushes));
}

/** The same 32 bytes, but raw: not a message. */
export function rawHashScript(hash: string): string {
  return opReturn(Buffer.from(hash, 'hex'));
}

/** One character short of a hash: not a message. */
export function shortHashScript(hash: string): string {
  return opReturn(Buffer.from(hash.slice(0, 63), 'latin1'));
}

export function driveScript(random: Random): string {
  const characters = '0123456789abcdefghijklmnopqrstuvwxyz';
  const id = Array.from({ length: 24 }, () => characters.charAt(random.below(36))).join('');
  return opReturn(Buffer.from(`FLUXDRIVE${id}`, 'latin1'));
}

export function noteScript(text: string): string {
  return opReturn(Buffer.from(text, 'utf8'));
}
