/** Output scripts of every kind, made of numbers: no key of them is anybody's. */
import { createHash } from 'node:crypto';

export const kinds = ['p2wpkh', 'p2tr', 'p2pkh', 'p2sh', 'p2wsh', 'p2pk', 'multisig', 'p2a'] as const;
export type Kind = (typeof kinds)[number];

/** 32 bytes that only depend on the text. */
export function bytesOf(text: string): Buffer {
  return createHash('sha256').update(text).digest();
}

export function scriptOf(kind: Kind, name: string): Buffer {
  const seed = bytesOf(name);
  const hash = seed.subarray(0, 20);
  const key = Buffer.concat([Buffer.from([2]), seed]);
  switch (kind) {
    case 'p2pkh':
      return Buffer.concat([Buffer.from('76a914', 'hex'), hash, Buffer.from('88ac', 'hex')]);
    case 'p2sh':
      return Buffer.concat([Buffer.from('a914', 'hex'), hash, Buffer.from('87', 'hex')]);
    case 'p2wpkh':
      return Buffer.concat([Buffer.from('0014', 'hex'), hash]);
    case 'p2wsh':
      return Buffer.concat([Buffer.from('0020', 'hex'), seed]);
    case 'p2tr':
      return Buffer.concat([Buffer.from('5120', 'hex'), seed]);
    case 'p2pk':
      return Buffer.concat([Buffer.from('21', 'hex'), key, Buffer.from('ac', 'hex')]);
    case 'multisig':
      return Buffer.concat([
        Buffer.from('5121', 'hex'),
        key,
        Buffer.from('21', 'hex'),
        key,
        Buffer.from('52ae', 'hex')
      ]);
    case 'p2a':
      return Buffer.from('51024e73', 'hex');
  }
}

/** OP_RETURN with one push of a text of at most 75 bytes. */
export function dataScript(text: string): Buffer {
  const data = Buffer.from(text, 'utf8');
  return Buffer.concat([Buffer.from([0x6a, data.length]), data]);
}
