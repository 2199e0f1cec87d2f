/**
 * The addresses below an extended public key (BIP-32), in the form that its prefix stands for: xpub pays to key hashes
 * (BIP-44), ypub to segwit within a script hash (BIP-49), zpub to segwit (BIP-84); tpub, upub, vpub on test networks.
 */
import { ripemd160 } from '@noble/hashes/legacy.js';
import { sha256 } from '@noble/hashes/sha2.js';
import { HDKey } from '@scure/bip32';
import { addressOf } from './addresses.ts';
import type { BitcoinNetwork } from './network.ts';

type Form = 'p2pkh' | 'p2sh-p2wpkh' | 'p2wpkh';

/** SLIP-132: four bytes of public and private keys. */
const versions: Record<string, { form: Form; public: number; private: number }> = {
  xpub: { form: 'p2pkh', public: 0x0488b21e, private: 0x0488ade4 },
  ypub: { form: 'p2sh-p2wpkh', public: 0x049d7cb2, private: 0x049d7878 },
  zpub: { form: 'p2wpkh', public: 0x04b24746, private: 0x04b2430c },
  tpub: { form: 'p2pkh', public: 0x043587cf, private: 0x04358394 },
  upub: { form: 'p2sh-p2wpkh', public: 0x044a5262, private: 0x044a4e28 },
  vpub: { form: 'p2wpkh', public: 0x045f1cf6, private: 0x045f18bc }
};

export interface ExtendedKey {
  /** `change` 0: given to others, 1: for change. null: the one key in 2^127 that does not exist. */
  addressAt(change: 0 | 1, index: number): string | null;
}

/** null for a text that is no extended public key; private ones are refused as well. */
export function parseExtendedKey(text: string, network: BitcoinNetwork): ExtendedKey | null {
  const version = versions[text.slice(0, 4)];
  if (version === undefined) return null;
  let key: HDKey;
  try {
    key = HDKey.fromExtendedKey(text, version);
  } catch {
    return null;
  }
  const branches = new Map<number, HDKey>();
  const branchOf = (change: number) => {
    const branch = branches.get(change) ?? key.deriveChild(change);
    branches.set(change, branch);
    return branch;
  };
  return {
    addressAt(change, index) {
      const { publicKey } = branchOf(change).deriveChild(index);
      return publicKey && addressOf(scriptOf(version.form, publicKey), network);
    }
  };
}

function scriptOf(form: Form, publicKey: Uint8Array): Uint8Array {
  const keyHash = hash160(publicKey);
  const witness = Uint8Array.from([0x00, 0x14, ...keyHash]);
  if (form === 'p2wpkh') return witness;
  if (form === 'p2sh-p2wpkh') return Uint8Array.from([0xa9, 0x14, ...hash160(witness), 0x87]);
  return Uint8Array.from([0x76, 0xa9, 0x14, ...keyHash, 0x88, 0xac]);
}

function hash160(bytes: Uint8Array): Uint8Array {
  return ripemd160(sha256(bytes));
}
