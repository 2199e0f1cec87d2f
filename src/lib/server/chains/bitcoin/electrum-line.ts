/** Messages of one line each out of what a socket brings: in pieces, or several at once. */
export interface Lines {
  /** The lines that are complete now. Throws RangeError for one that never ends. */
  push(chunk: Uint8Array): string[];
}

const NEWLINE = 0x0a;

export function createLines(maxBytes: number): Lines {
  let parts: Uint8Array[] = [];
  let size = 0;
  return {
    push(chunk) {
      const lines: string[] = [];
      let rest = chunk;
      for (let end = rest.indexOf(NEWLINE); end >= 0; end = rest.indexOf(NEWLINE)) {
        lines.push(Buffer.concat([...parts, rest.subarray(0, end)]).toString('utf8'));
        parts = [];
        size = 0;
        rest = rest.subarray(end + 1);
      }
      if (rest.length > 0) {
        parts.push(rest);
        size += rest.length;
      }
      if (size > maxBytes) throw new RangeError(`a message is longer than ${maxBytes} bytes`);
      return lines;
    }
  };
}
