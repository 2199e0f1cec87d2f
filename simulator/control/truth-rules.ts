/**
 * The rules of revenue, written from the contract and the facts and from nothing else, so that they can judge the product.
 * They read transactions as anybody sees them: scripts and addresses.
 */
import { fiat, platform, team } from '../chain/addresses.ts';
import type { Output } from '../chain/transactions.ts';

/** The bytes that follow OP_RETURN, by any push opcode; null for a script that is none, ends early or pushes nothing. */
function pushedData(script: string): Buffer | null {
  const bytes = Buffer.from(script, 'hex');
  if (bytes[0] !== 0x6a) return null;
  const opcode = bytes[1];
  if (opcode === undefined || opcode === 0 || opcode > 0x4e) return null;
  const sizeBytes = opcode === 0x4c ? 1 : opcode === 0x4d ? 2 : opcode === 0x4e ? 4 : 0;
  if (bytes.length < 2 + sizeBytes) return null;
  const length = sizeBytes === 0 ? opcode : bytes.readUIntLE(2, sizeBytes);
  const data = bytes.subarray(2 + sizeBytes, 2 + sizeBytes + length);
  return data.length === length ? data : null;
}

export type Carried = { kind: 'hash'; hash: string } | { kind: 'fluxdrive' } | { kind: 'none' };

export function readScript(script: string): Carried {
  const text = pushedData(script)?.toString('latin1') ?? '';
  if (/^[0-9a-f]{64}$/i.test(text)) return { kind: 'hash', hash: text.toLowerCase() };
  return /^FLUXDRIVE[0-9a-z]{24}$/.test(text) ? { kind: 'fluxdrive' } : { kind: 'none' };
}

/** What a payment says it is for: its first hash wins over everything else. */
export function carriedBy(outputs: readonly Output[]): Carried {
  const read = outputs.map(({ hex }) => readScript(hex));
  return read.find(({ kind }) => kind === 'hash') ?? read.find(({ kind }) => kind === 'fluxdrive') ?? { kind: 'none' };
}

export interface Revenue {
  amountSat: bigint;
  /** The tracked address that received most. */
  address: string;
  fromAddress: string;
}

/** null = no revenue: nothing received, change of a tracked address, or a free update (0.02 from the platform). */
export function revenueOf(
  payment: { from: string | null; outputs: readonly { address: string | null; valueSat: number }[] },
  tracked: readonly string[]
): Revenue | null {
  const received = new Map<string, bigint>();
  for (const { address, valueSat } of payment.outputs) {
    if (address === null || !tracked.includes(address)) continue;
    received.set(address, (received.get(address) ?? 0n) + BigInt(valueSat));
  }
  const [most] = [...received].sort(([, a], [, b]) => (a === b ? 0 : a < b ? 1 : -1));
  if (most === undefined) return null;
  const amountSat = [...received.values()].reduce((sum, sat) => sum + sat, 0n);
  if (payment.from !== null && tracked.includes(payment.from)) return null;
  if (payment.from === platform && amountSat === 2_000_000n) return null;
  return { amountSat, address: most[0], fromAddress: payment.from ?? 'Unknown' };
}

export type Source = 'team' | 'fiat' | 'other';

export function sourceOf(fromAddress: string): Source {
  if (fromAddress === team) return 'team';
  return fromAddress === fiat ? 'fiat' : 'other';
}

const gamePrefixes =
  'palworld minecraftbedrockserver minecraftserver minecraftj minecraftb projectzomboid windrose enshrouded ' +
  'rustserveroxide rustserver fivem valheim terraria dragonwilds vrising satisfactory factorio 7daystodie ' +
  'arksurvivalascended';

/** A lower-case prefix that names a game, then 13 digits or more and nothing else. */
export function isGameName(name: string): boolean {
  return gamePrefixes
    .split(' ')
    .some((prefix) => name.startsWith(prefix) && /^\d{13,}$/.test(name.slice(prefix.length)));
}

export type AppType = 'git' | 'docker' | 'fluxdrive' | 'unregistered' | null;

export function appTypeOf(app: { name: string; isEncrypted: boolean; images: readonly string[] }): AppType {
  if (app.isEncrypted) return isGameName(app.name) ? 'docker' : null;
  return app.images.some((image) => image.toLowerCase().includes('runonflux/orbit')) ? 'git' : 'docker';
}

/** Millionths of a dollar, rounded half up; price in 1e-8 dollars. */
export function usdMicros(amountSat: bigint, priceE8: bigint): bigint {
  return (amountSat * priceE8 + 5_000_000_000n) / 10_000_000_000n;
}

/** A decimal text as integer of 1e-8, rounded half up. */
export function toE8(text: string): bigint {
  const match = /^(\d+)(?:\.(\d+))?$/.exec(text);
  if (match === null) throw new RangeError(`not a plain decimal: ${text}`);
  const digits = (match[2] ?? '').padEnd(9, '0');
  return (BigInt((match[1] ?? '') + digits.slice(0, 9)) + 5n) / 10n;
}
