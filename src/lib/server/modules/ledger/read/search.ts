/**
 * What a search text may match, worked out before the store is asked: the fields are txid, tracked address, payer, app
 * name, amount and date, compared without regard to the case of ASCII letters.
 *
 * The substring index of SQLite knows three-character pieces only. A spread of them finds candidates, each checked against
 * its row; more pieces cost more than the few wrong candidates they would spare. Of a name like `minecraft1749375585179` the
 * later digits are enough: thousands of apps share the word, as many the first digits of the time, and lists of so many
 * payments are long to go through. Postgres has an index of txids and amounts alone and is given one piece of those.
 */
import type { KeySet } from '../../../platform/store/rows.ts';

export interface Needle {
  needle: string;
  /** Full-text expression for candidates. */
  match: string;
  /** A piece of the needle that few txids and amounts have: short, unless it has a decimal point. */
  part: string;
  /** A single piece: a candidate is a hit. */
  is_exact: 0 | 1;
  is_hex: 0 | 1;
  is_amount: 0 | 1;
  is_date: 0 | 1;
}

const MAX_PIECES = 3;
/** A number of so many digits, and what of it tells apps apart. */
const LONG_NUMBER = /[0-9]{7,}/;
const SHARED_DIGITS = 2;
const PART_LENGTH = 6;
const flag = (value: boolean): 0 | 1 => (value ? 1 : 0);

export function needleOf(search: string): Needle {
  const needle = lowerAscii(search);
  const [number] = LONG_NUMBER.exec(needle) ?? [];
  return {
    needle,
    // Without its other digits, `12.00000000` would be looked for as the zeros that most round amounts end in.
    part: needle.includes('.') ? needle : needle.slice(-PART_LENGTH),
    match: spread(allPieces(number?.slice(SHARED_DIGITS) ?? needle))
      .map((piece) => `"${piece.replaceAll('"', '""')}"`)
      .join(' AND '),
    is_exact: flag(/^[\x20-\x7e]{3}$/.test(needle)),
    is_hex: flag(/^[0-9a-f]+$/.test(needle)),
    is_amount: flag(/^[0-9]*\.?[0-9]*$/.test(needle)),
    is_date: flag(/^[0-9-]{1,10}$/.test(needle))
  };
}

/** Full transaction ids are looked up, not searched. */
export function isTxid(search: string): boolean {
  return /^[0-9a-f]{64}$/i.test(search);
}

/** A LIKE pattern (escape character \) for texts in lower case; empty for no search. */
export function likePattern(search: string | undefined): string {
  return search === undefined ? '' : `%${lowerAscii(search).replaceAll(/[\\%_]/g, (sign) => `\\${sign}`)}%`;
}

export function addressesWith(needle: string, tracked: Iterable<string>): KeySet {
  return Object.fromEntries([...tracked].filter((each) => lowerAscii(each).includes(needle)).map((each) => [each, 1]));
}

/** As the databases do it: other letters have a case in some of them only. */
export function lowerAscii(text: string): string {
  return text.replaceAll(/[A-Z]+/g, (letters) => letters.toLowerCase());
}

/** The text's three-character pieces. */
function allPieces(text: string): string[] {
  const characters = Array.from(text);
  return [...new Set(characters.slice(2).map((_, at) => characters.slice(at, at + 3).join('')))];
}

/** A few of them, evenly spread from the first to the last. */
function spread(pieces: string[]): string[] {
  if (pieces.length <= MAX_PIECES) return pieces;
  const step = (pieces.length - 1) / (MAX_PIECES - 1);
  return Array.from({ length: MAX_PIECES }, (_, at) => pieces[Math.round(at * step)] ?? '');
}
