/** Addresses of the main network as scripts; checksums are the library's. */
import { createHash } from 'node:crypto';
import { bech32, bech32m, createBase58check } from '@scure/base';

const base58check = createBase58check((bytes: Uint8Array) => createHash('sha256').update(bytes).digest());

export function parseAddress(text: string): Buffer | null {
  for (const coder of [bech32, bech32m]) {
    const decoded = coder.decodeUnsafe(text);
    const [version, ...words] = decoded?.words ?? [];
    if (version === undefined) continue;
    const program = coder.fromWords(words);
    return Buffer.from([version === 0 ? 0 : 0x50 + version, program.length, ...program]);
  }
  try {
    const [version, ...hash] = base58check.decode(text);
    if (version === 0) return Buffer.from([0x76, 0xa9, 0x14, ...hash, 0x88, 0xac]);
    return version === 5 ? Buffer.from([0xa9, 0x14, ...hash, 0x87]) : null;
  } catch {
    return null;
  }
}
