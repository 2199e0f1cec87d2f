import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { golden } from '../../../tests/support/golden.ts';
import { decodePush, isFluxDrive, messageHashOf } from './op-return.ts';

const hash = '4a474ea9e79e7ba84ec93651b1ea13b979d413508d7cef9662c9cc14cce5bd85';
const other = 'b'.repeat(64);

describe('the golden scripts', () => {
  it.each(golden.opReturn)('$kind: $hex', ({ hex, hash: expected, kind }) => {
    expect(messageHashOf([hex])).toBe(expected);
    expect(isFluxDrive([hex])).toBe(kind === 'fluxdrive');
  });
});

describe(decodePush, () => {
  it('gives back what each of the four encodings pushed', () => {
    const encodings = fc.constantFrom(...Object.values(encode));
    fc.assert(
      fc.property(fc.uint8Array({ maxLength: 75 }), encodings, (bytes, encoding) => {
        expect(decodePush(encoding(bytes))).toEqual(bytes);
      })
    );
  });
  it('reads the longest direct push, and digits in either case', () => {
    const longest = new Uint8Array(75).fill(0xaf);
    expect(decodePush(encode.direct(longest))).toEqual(longest);
    expect(decodePush(encode.direct(longest).toUpperCase())).toEqual(longest);
  });
  it('reads long lengths little-endian', () => {
    const bytes = new Uint8Array(66_000).fill(7);
    expect(decodePush(encode.pushData2(bytes.subarray(0, 300)))).toHaveLength(300);
    expect(decodePush(encode.pushData4(bytes))).toHaveLength(66_000);
  });
  it('refuses every script that was cut short', () => {
    fc.assert(
      fc.property(
        fc.uint8Array({ minLength: 1, maxLength: 75 }),
        fc.constantFrom(...Object.values(encode)),
        fc.nat(),
        (bytes, encoding, cut) => {
          const script = encoding(bytes);
          expect(decodePush(script.slice(0, (cut % (script.length / 2)) * 2))).toBeNull();
        }
      )
    );
  });
  it('refuses a length beyond the script instead of allocating it', () => {
    expect(decodePush('6a4effffffff00')).toBeNull();
  });
  it('never throws, whatever somebody wrote', () => {
    fc.assert(
      fc.property(fc.oneof(fc.string(), hexText()), (script) => {
        expect(() => [decodePush(script), messageHashOf([script]), isFluxDrive([script])]).not.toThrow();
      })
    );
  });
  it.each(['', '6', '6a4', 'zz', '6a01zz', '6a51', '6a4f', '76a914'])('understands nothing of %j', (script) => {
    expect(decodePush(script)).toBeNull();
  });
});

describe(messageHashOf, () => {
  it('takes the first output that carries a hash', () => {
    expect(messageHashOf([text('hello'), text(hash), text(other)])).toBe(hash);
    expect(messageHashOf([])).toBeNull();
  });
  it('lower-cases and trims', () => {
    expect(messageHashOf([text(` ${hash.toUpperCase()}\n`)])).toBe(hash);
  });
  it('ends the text at the first zero byte, as the network does', () => {
    expect(messageHashOf([text(`${hash}\0rest`)])).toBe(hash);
    expect(messageHashOf([text(`\0${hash}`)])).toBeNull();
  });
  it('wants exactly 64 hex digits', () => {
    expect(messageHashOf([text(hash.slice(1)), text(`${hash}0`), text(`${hash.slice(1)}g`)])).toBeNull();
  });
});

describe(isFluxDrive, () => {
  it('wants the word and exactly 24 characters, in their case', () => {
    const id = 'abc123def456ghi789jkl012';
    expect(isFluxDrive([text('hello'), text(`FLUXDRIVE${id}`)])).toBe(true);
    for (const wrong of [
      `FLUXDRIVE${id}x`,
      `FLUXDRIVE${id.slice(1)}`,
      `fluxdrive${id}`,
      `FLUXDRIVE${id.toUpperCase()}`
    ]) {
      expect(isFluxDrive([text(wrong)])).toBe(false);
    }
  });
});

const hex = (bytes: Uint8Array | number[]) => [...bytes].map((byte) => byte.toString(16).padStart(2, '0')).join('');
const littleEndian = (value: number, bytes: number) =>
  hex(Array.from({ length: bytes }, (_, at) => (value >> (8 * at)) & 255));
const encode = {
  direct: (bytes: Uint8Array) => `6a${hex([bytes.length])}${hex(bytes)}`,
  pushData1: (bytes: Uint8Array) => `6a4c${littleEndian(bytes.length, 1)}${hex(bytes)}`,
  pushData2: (bytes: Uint8Array) => `6a4d${littleEndian(bytes.length, 2)}${hex(bytes)}`,
  pushData4: (bytes: Uint8Array) => `6a4e${littleEndian(bytes.length, 4)}${hex(bytes)}`
};
const text = (message: string) => encode.pushData1(new TextEncoder().encode(message));

function hexText() {
  return fc.uint8Array({ maxLength: 100 }).map((bytes) => `6a${hex(bytes)}`);
}
