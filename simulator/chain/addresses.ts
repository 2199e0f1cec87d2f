/**
 * Addresses with real checksums, and the scripts that pay them. `t1` is a key hash (prefix 1cb8), `t3` a script hash
 * (1cbd), owners of apps are Bitcoin key hashes (00).
 */
import { createHash } from 'node:crypto';
import { Random } from '../random.ts';

export const tracked = 't3NryfAQLGeFs9jEoeqsxmBN2QLRaRKFLUX';
export const formerMultisig = 't3aGJvdtd8NR6GrnqnRuVEzH6MbrXuJFLUX';
export const platform = 't1Mzja9iJcEYeW5B4m4s1tJG8M42odFZ16A';
export const team = 't1gjUUxBpBeVC1sWwAFrtSsVCbSaFdZx8UY';
export const fiat = 't1XktDZ9Z1QiefMYE5nMFohe8VG2c2BD5A5';
export const devFund = 't3hPu1YDeGUCp8m7BQCnnNUmRMJBa5RadyA';

const alphabet = '123456789ABCDEFGHJKLMNPQRSTUVWXYZabcdefghijkmnopqrstuvwxyz';
const prefixes = { t1: '1cb8', t3: '1cbd', bitcoin: '00' };

function checksum(payload: Buffer): Buffer {
  const once = createHash('sha256').update(payload).digest();
  return createHash('sha256').update(once).digest().subarray(0, 4);
}

export function makeAddress(kind: keyof typeof prefixes, ...keys: (number | string)[]): string {
  const payload = Buffer.from(prefixes[kind] + new Random('address', ...keys).hex(40), 'hex');
  const bytes = Buffer.concat([payload, checksum(payload)]);
  let number = BigInt(`0x${bytes.toString('hex')}`);
  let text = '';
  for (; number > 0n; number /= 58n) text = alphabet.charAt(Number(number % 58n)) + text;
  for (const byte of bytes) {
    if (byte !== 0) break;
    text = `1${text}`;
  }
  return text;
}

/** Prefix and hash in hex, or null when characters or length are wrong. Checksums are not required. */
function decode(address: string): { prefix: string; hash: string } | null {
  let number = 0n;
  for (const character of address) {
    const digit = alphabet.indexOf(character);
    if (digit < 0) return null;
    number = number * 58n + BigInt(digit);
  }
  const hex = number.toString(16).padStart(52, '0');
  return hex.length === 52 ? { prefix: hex.slice(0, 4), hash: hex.slice(4, 44) } : null;
}

export function isFluxAddress(address: string): boolean {
  const prefix = decode(address)?.prefix;
  return prefix === prefixes.t1 || prefix === prefixes.t3;
}

const scripts = new Map<string, string>();

/** The output script that pays a t1 or t3 address. */
export function payTo(address: string): string {
  const known = scripts.get(address);
  if (known !== undefined) return known;
  const parts = decode(address);
  if (parts === null) throw new RangeError(`not a Flux address: ${address}`);
  const script = parts.prefix === prefixes.t3 ? `a914${parts.hash}87` : `76a914${parts.hash}88ac`;
  scripts.set(address, script);
  return script;
}
