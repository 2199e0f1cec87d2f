/**
 * Splits `{"table":…,"rows":[{…},…]}` into the texts of its rows as the bytes arrive: years of rows per image are far more
 * than should be held at once.
 *
 * Only nesting and strings are followed, each row is parsed alone; what stands around the rows is known at the end.
 * RangeError where the text can be no such document.
 */
const ROWS_BEGIN = /"rows"\s*:\s*\[/;
/** What stands around the rows is three short fields. */
const MAX_AROUND = 64 * 1024;
const MAX_ROW = 1024 * 1024;

export interface RowTexts {
  /** Texts of the rows that these bytes complete. */
  push(bytes: Uint8Array): string[];
  /** The document with no rows in it, as JSON text. */
  end(): string;
}

export function splitRows(): RowTexts {
  const decoder = new TextDecoder('utf-8', { fatal: true });
  const row = trackRow();
  let place: 'before' | 'rows' | 'after' = 'before';
  let around = '';
  /** Begun and not yet complete. */
  let open = '';

  const readRows = (text: string, from: number, rows: string[]): number => {
    let begin = from;
    for (let at = from; at < text.length; at++) {
      const step = row(text.charCodeAt(at));
      if (step === 'inside') continue;
      const content = (open + text.slice(begin, at)).trim();
      open = '';
      begin = at + 1;
      if (content !== '') rows.push(content);
      else if (step === 'next') throw new RangeError('there is nothing between two commas');
      if (step === 'end') return at;
    }
    open += text.slice(begin);
    if (open.length > MAX_ROW) throw new RangeError('a row does not end');
    return text.length;
  };

  return {
    push(bytes) {
      const text = decode(() => decoder.decode(bytes, { stream: true }));
      const rows: string[] = [];
      let at = 0;
      if (place === 'before') {
        const read = around.length;
        around += text;
        const begins = ROWS_BEGIN.exec(around);
        if (begins !== null) {
          around = around.slice(0, begins.index + begins[0].length);
          at = around.length - read;
          place = 'rows';
        }
      }
      if (place === 'rows') {
        at = readRows(text, at, rows);
        if (at < text.length) place = 'after';
      }
      if (place === 'after') around += text.slice(at);
      if (around.length > MAX_AROUND) throw new RangeError('it holds no list of rows');
      return rows;
    },
    end() {
      around += decode(() => decoder.decode());
      if (place !== 'after') throw new RangeError(place === 'before' ? 'it holds no list of rows' : 'it breaks off');
      return around;
    }
  };
}

/** Follows the text of the list; says where a row ends. */
function trackRow(): (code: number) => 'inside' | 'next' | 'end' {
  let depth = 0;
  let isText = false;
  let isEscaped = false;
  return (code) => {
    if (isText) {
      if (isEscaped) isEscaped = false;
      else if (code === 0x5c) isEscaped = true;
      else if (code === 0x22) isText = false;
      return 'inside';
    }
    if (code === 0x22) isText = true;
    else if (code === 0x7b || code === 0x5b) depth++;
    else if ((code === 0x7d || code === 0x5d) && depth > 0) depth--;
    else if (code === 0x5d) return 'end';
    else if (code === 0x2c && depth === 0) return 'next';
    return 'inside';
  };
}

function decode(read: () => string): string {
  try {
    return read();
  } catch (error) {
    throw new RangeError('it is not UTF-8 text', { cause: error });
  }
}
