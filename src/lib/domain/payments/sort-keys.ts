/**
 * One integer per transaction that orders the ledger: descending keys are height descending, then txid ascending.
 *
 * The upper bits are the height, the lower bits the complement of the txid's first hex digits, so a key is at once the
 * order of every page, a unique row id and a range of heights. Few low bits keep the search index small (its row ids are
 * stored as differences); what collides there is told apart by assignSortKeys. Keys stay below 2^53 up to MAX_HEIGHT.
 */

/** Bits below the height, four per hex digit of the txid. */
export const SORT_KEY_BITS = 16n;

const PREFIX_DIGITS = Number(SORT_KEY_BITS) / 4;
const HIGHEST_LOW = 2n ** SORT_KEY_BITS - 1n;
export const MAX_HEIGHT = Number(2n ** (53n - SORT_KEY_BITS) - 1n);

/** The key of a transaction whose prefix no other of its block shares; RangeError on an impossible height or txid. */
export function sortKey(height: number, txid: string): bigint {
  return keyOf(height, lowOf(txid));
}

/**
 * Keys of transactions, by txid. Where prefixes collide within a block the keys still differ and keep the order; that
 * is deterministic only if all rows of such a block are given. RangeError if a txid is named at two heights.
 */
export function assignSortKeys(rows: Iterable<{ height: number; txid: string }>): Map<string, bigint> {
  const keys = new Map<string, bigint>();
  for (const [height, txids] of byHeight(rows)) {
    let above = HIGHEST_LOW + 1n;
    for (const [at, txid] of txids.entries()) {
      const roomBelow = BigInt(txids.length - 1 - at);
      const free = above - 1n;
      const wanted = lowOf(txid);
      const low = wanted < free ? wanted : free;
      above = low > roomBelow ? low : roomBelow;
      keys.set(txid, keyOf(height, above));
    }
  }
  return keys;
}

/** Distinct txids of each height, ascending. */
function byHeight(rows: Iterable<{ height: number; txid: string }>): Map<number, string[]> {
  const heightOf = new Map<string, number>();
  for (const { height, txid } of rows) {
    if ((heightOf.get(txid) ?? height) !== height) throw new RangeError(`transaction at two heights: ${txid}`);
    heightOf.set(txid, height);
  }
  const blocks = new Map<number, string[]>();
  for (const [txid, height] of heightOf) {
    const block = blocks.get(height);
    if (block === undefined) blocks.set(height, [txid]);
    else block.push(txid);
  }
  for (const txids of blocks.values()) txids.sort();
  return blocks;
}

function keyOf(height: number, low: bigint): bigint {
  if (!Number.isInteger(height) || height < 0 || height > MAX_HEIGHT) throw new RangeError(`height: ${height}`);
  return (BigInt(height) << SORT_KEY_BITS) + low;
}

function lowOf(txid: string): bigint {
  const prefix = txid.slice(0, PREFIX_DIGITS);
  if (prefix.length < PREFIX_DIGITS || !/^[0-9a-f]+$/.test(prefix)) throw new RangeError(`not a txid: ${txid}`);
  return HIGHEST_LOW - BigInt(`0x${prefix}`);
}
