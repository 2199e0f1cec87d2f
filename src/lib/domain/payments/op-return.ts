/**
 * What a payment says in its OP_RETURN outputs.
 *
 * The push is decoded by its opcode, never by skipping a fixed number of bytes: PUSHDATA1 occurs on the chain. Text is
 * read as the network reads it: one character per byte, up to the first zero byte. Anything that is not understood says
 * nothing; it never throws, because anybody may write such an output.
 */

const OP_RETURN = 0x6a;
const MAX_DIRECT_PUSH = 0x4b;
/** Bytes of the little-endian length that follows OP_PUSHDATA1, 2 and 4. */
const LENGTH_BYTES: Readonly<Record<number, number>> = { 0x4c: 1, 0x4d: 2, 0x4e: 4 };

/** Any encoding of one character per byte will do: the texts we look for are ASCII. */
const decoder = new TextDecoder('latin1');

/** The first push after OP_RETURN; null if the script is no OP_RETURN, pushes nothing, or is cut short. */
export function decodePush(scriptHex: string): Uint8Array | null {
  const script = bytesOf(scriptHex);
  const opcode = script?.[1];
  if (script?.[0] !== OP_RETURN || opcode === undefined) return null;
  if (opcode <= MAX_DIRECT_PUSH) return take(script, 2, opcode);
  const lengthBytes = LENGTH_BYTES[opcode];
  if (lengthBytes === undefined) return null;
  const length = take(script, 2, lengthBytes)?.reduceRight((sum, byte) => sum * 256 + byte, 0);
  return length === undefined ? null : take(script, 2 + lengthBytes, length);
}

/** The hash of the app message that was paid for, lower-case: the first text of exactly 64 hex digits. */
export function messageHashOf(opReturns: readonly string[]): string | null {
  for (const script of opReturns) {
    const text = textOf(script)?.toLowerCase();
    if (text !== undefined && /^[0-9a-f]{64}$/.test(text)) return text;
  }
  return null;
}

/**
 * The hash that the network takes a payment for: it reads every output and keeps what it read last (explorerService.js of
 * FluxOS), where attribution keeps the first. Both say the same of all but a handful of payments.
 */
export function boughtHashOf(opReturns: readonly string[]): string | null {
  return messageHashOf(opReturns.toReversed());
}

/** Whether a FluxDrive storage order was paid: `FLUXDRIVE` and 24 characters of its id. */
export function isFluxDrive(opReturns: readonly string[]): boolean {
  return opReturns.some((script) => /^FLUXDRIVE[0-9a-z]{24}$/.test(textOf(script) ?? ''));
}

function textOf(scriptHex: string): string | undefined {
  const push = decodePush(scriptHex);
  if (push === null) return undefined;
  const end = push.indexOf(0);
  return decoder.decode(end === -1 ? push : push.subarray(0, end)).trim();
}

function bytesOf(hex: string): Uint8Array | null {
  if (hex.length % 2 !== 0 || !/^[0-9a-f]*$/i.test(hex)) return null;
  const bytes = new Uint8Array(hex.length / 2);
  for (let at = 0; at < bytes.length; at += 1) {
    bytes[at] = (digitAt(hex, at * 2) << 4) | digitAt(hex, at * 2 + 1);
  }
  return bytes;
}

/** Value of a hex digit: the low four bits of 0-9, and 9 more for the letters of either case (0x41, 0x61). */
function digitAt(hex: string, at: number): number {
  const code = hex.charCodeAt(at);
  return (code & 15) + (code > 0x39 ? 9 : 0);
}

function take(script: Uint8Array, from: number, length: number): Uint8Array | null {
  return from + length <= script.length ? script.slice(from, from + length) : null;
}
