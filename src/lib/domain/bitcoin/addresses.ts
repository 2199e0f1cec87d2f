/**
 * Addresses and the scripts that they stand for, both ways. Checksums and alphabets are the library's; the rules of witness
 * programs are those of BIP-141, BIP-173 and BIP-350.
 */
import { sha256 } from '@noble/hashes/sha2.js';
import { base58, bech32, bech32m, createBase58check, hex } from '@scure/base';
import type { BitcoinNetwork } from './network.ts';
import { scriptKind, type ScriptType } from './scripts.ts';

const base58check = createBase58check(sha256);
const HASH_BYTES = 20;
const MAX_WITNESS_VERSION = 16;

export interface ParsedAddress {
  /** As the network writes it: segwit addresses in small letters. */
  address: string;
  type: ScriptType;
  /** scriptPubKey. */
  script: Uint8Array;
}

/** What an address of a network means; null for a text that is none. */
export function parseAddress(text: string, network: BitcoinNetwork): ParsedAddress | null {
  const script = segwitScript(text, network) ?? base58Script(text, network);
  if (script === null) return null;
  const isSegwit = text.toLowerCase().startsWith(`${network.hrp}1`);
  return { address: isSegwit ? text.toLowerCase() : text, type: scriptKind(script).type, script };
}

/** The address of an output script; null where it has none (keys alone, several keys, data). */
export function addressOf(script: Uint8Array, network: BitcoinNetwork): string | null {
  const kind = scriptKind(script);
  switch (kind.type) {
    case 'p2pkh':
      return encode58(network.pubkeyHash, kind.hash);
    case 'p2sh':
      return encode58(network.scriptHash, kind.hash);
    case 'p2wpkh':
    case 'p2wsh':
    case 'p2tr':
    case 'p2a':
    case 'witness_unknown': {
      const coder = kind.version === 0 ? bech32 : bech32m;
      return coder.encode(network.hrp, [kind.version, ...coder.toWords(kind.program)]);
    }
    case 'p2pk':
    case 'multisig':
    case 'op_return':
    case 'nonstandard':
      return null;
  }
}

/** The name under which Electrum servers list a script: its SHA-256, bytes reversed. */
export function scriptHashOf(script: Uint8Array): string {
  return hex.encode(sha256(script).reverse());
}

function segwitScript(text: string, { hrp }: BitcoinNetwork): Uint8Array | null {
  for (const coder of [bech32, bech32m]) {
    const decoded = coder.decodeUnsafe(text);
    if (decoded === undefined) continue;
    const [version, ...words] = decoded.words;
    const program = coder.fromWordsUnsafe(words);
    if (decoded.prefix !== hrp || version === undefined || !(program instanceof Uint8Array)) return null;
    // BIP-350: version 0 is bech32, every other one bech32m.
    const isItsCoder = (version === 0) === (coder === bech32);
    const { length } = program;
    const isProgram = version <= MAX_WITNESS_VERSION && length >= 2 && length <= 40;
    if (!isItsCoder || !isProgram || (version === 0 && length !== 20 && length !== 32)) return null;
    return Uint8Array.from([version === 0 ? 0 : 0x50 + version, length, ...program]);
  }
  return null;
}

function base58Script(text: string, { pubkeyHash, scriptHash }: BitcoinNetwork): Uint8Array | null {
  // Nothing longer is worth the arithmetic.
  if (text.length > 40 || !/^[1-9A-HJ-NP-Za-km-z]+$/.test(text) || base58.decode(text).length !== HASH_BYTES + 5) {
    return null;
  }
  let payload: Uint8Array;
  try {
    payload = base58check.decode(text);
  } catch {
    return null;
  }
  const [version = -1, ...hash] = payload;
  if (pubkeyHash.includes(version)) return Uint8Array.from([0x76, 0xa9, 0x14, ...hash, 0x88, 0xac]);
  if (scriptHash.includes(version)) return Uint8Array.from([0xa9, 0x14, ...hash, 0x87]);
  return null;
}

function encode58([version = 0]: readonly number[], hash: Uint8Array): string {
  return base58check.encode(Uint8Array.from([version, ...hash]));
}
