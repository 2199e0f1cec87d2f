/**
 * Splits `{"status":…,"data":[…]}` into the elements of `data` as the bytes arrive, without ever holding the document.
 *
 * Only nesting and strings are tracked and each element is parsed alone by JSON.parse: less than half the CPU of
 * tokenising in JavaScript. The envelope around the elements is known only at the end, and with it whether the document
 * is complete and was a success at all.
 */
const QUOTE = 0x22;
const COMMA = 0x2c;
const OPEN_BRACKET = 0x5b;
const BACKSLASH = 0x5c;
const CLOSE_BRACKET = 0x5d;
const OPEN_BRACE = 0x7b;
const CLOSE_BRACE = 0x7d;
const SPACE = 0x20;

/** More than any error envelope, less than a document in a foreign shape. */
const MAX_ENVELOPE_BYTES = 64 * 1024;
/** The largest element that is still believed to be one. */
const MAX_ELEMENT_BYTES = 4 * 1024 * 1024;
export interface DataElements {
  /** JSON texts of the elements that these bytes complete. RangeError where it can be no such document. */
  push(bytes: Uint8Array): string[];
  /** The document with an empty list, to be parsed as JSON. RangeError if the list was cut short. */
  end(): string;
}

/** `name`: what the list is called in documents of another kind, letters only. */
export function splitDataElements(name = 'data'): DataElements {
  /** Inside a string these quotes would be escaped, so a match is a key. */
  const listBegins = new RegExp(`"${name}"\\s*:\\s*\\[`);
  /** Of the envelope: before and after the elements; one character a byte. */
  let head = '';
  let tail = '';
  const list = splitList();
  let place: 'head' | 'list' | 'tail' = 'head';

  return {
    push(bytes) {
      const chunk = Buffer.from(bytes.buffer, bytes.byteOffset, bytes.byteLength);
      const elements: string[] = [];
      let at = 0;
      if (place === 'head') {
        const read = head.length;
        head += chunk.toString('latin1');
        const begins = listBegins.exec(head);
        if (begins !== null) {
          head = head.slice(0, begins.index + begins[0].length);
          at = head.length - read;
          place = 'list';
        }
      }
      if (place === 'list') {
        at = list.push(chunk, at, elements);
        if (at < chunk.length) place = 'tail';
      }
      if (place === 'tail') tail += chunk.toString('latin1', at);
      if (head.length + tail.length > MAX_ENVELOPE_BYTES) throw new RangeError('data is not a list');
      return elements;
    },
    end() {
      if (place === 'list') throw new RangeError('list of data is not complete');
      return Buffer.from(head + tail, 'latin1').toString('utf8');
    }
  };
}

/** Splits the inside of a JSON list; elements may begin in one chunk and end in a later one. */
function splitList() {
  let depth = 0;
  let isInString = false;
  let isEscaped = false;
  let begun: Buffer[] = [];
  let begunBytes = 0;

  function finish(last: Buffer): string {
    const text = (begun.length === 0 ? last : Buffer.concat([...begun, last])).toString('utf8');
    begun = [];
    begunBytes = 0;
    return text;
  }

  return {
    /** Adds completed elements; answers the position of the list's closing bracket, or the chunk's length. */
    push(chunk: Buffer, from: number, elements: string[]): number {
      let start = begunBytes > 0 ? from : -1;
      for (let at = from; at < chunk.length; at += 1) {
        const byte = chunk[at] ?? 0;
        if (isInString) {
          if (isEscaped) isEscaped = false;
          else if (byte === BACKSLASH) isEscaped = true;
          else if (byte === QUOTE) isInString = false;
          continue;
        }
        if (depth === 0) {
          const isSeparator = byte === COMMA || byte === CLOSE_BRACKET || byte <= SPACE;
          if (isSeparator && start >= 0) {
            elements.push(finish(chunk.subarray(start, at)));
            start = -1;
          }
          if (byte === CLOSE_BRACKET) return at;
          if (isSeparator) continue;
          if (start < 0) start = at;
        }
        if (byte === QUOTE) isInString = true;
        else if (byte === OPEN_BRACE || byte === OPEN_BRACKET) depth += 1;
        else if (byte === CLOSE_BRACE || byte === CLOSE_BRACKET) depth -= 1;
      }
      if (start >= 0) {
        begun.push(Buffer.from(chunk.subarray(start)));
        begunBytes += chunk.length - start;
        if (begunBytes > MAX_ELEMENT_BYTES) throw new RangeError('an element is too large');
      }
      return chunk.length;
    }
  };
}
