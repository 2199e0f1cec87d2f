/**
 * A file that an operator gives, as text, however a program of Windows saved it: UTF-8 with or without a byte order mark, or
 * UTF-16. Another encoding would change what it says, so it is refused.
 */
import { readFile } from 'node:fs/promises';
import { ImportRefused } from './refused.ts';

/** @throws ImportRefused for a file that is no text; what the system says when it cannot be read */
export async function readGivenFile(path: string): Promise<string> {
  return textOf(await readFile(path));
}

export function textOf(bytes: Uint8Array): string {
  const [first, second] = bytes;
  const encoding =
    first === 0xff && second === 0xfe ? 'utf-16le' : first === 0xfe && second === 0xff ? 'utf-16be' : 'utf-8';
  try {
    return new TextDecoder(encoding, { fatal: true }).decode(bytes);
  } catch (error) {
    const line = lineOfFault(bytes);
    throw new ImportRefused([`line ${line}: it is no UTF-8 text; save the file as UTF-8`], { cause: error });
  }
}

/** Lines before the first byte that is no UTF-8. */
function lineOfFault(bytes: Uint8Array): number {
  const decoder = new TextDecoder('utf-8', { fatal: true });
  let line = 1;
  for (let from = 0; from < bytes.length; line++) {
    const at = bytes.indexOf(0x0a, from);
    const end = at < 0 ? bytes.length : at + 1;
    try {
      decoder.decode(bytes.subarray(from, end));
    } catch {
      return line;
    }
    from = end;
  }
  return line;
}
