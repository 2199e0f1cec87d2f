/** What a visitor wrote, as the API takes it. Nothing here is logged; a key is in no message. */
import { MAX_ADDRESSES, type wallet } from '../../../lib/contract/bitcoin/explorer.ts';
import type { Input } from '../../../lib/contract/kit/endpoint.ts';
import { walletText } from '../../../lib/ui/text/en/wallet.ts';

type Body = Input<typeof wallet>['body'];

/** Private keys: extended ones, and single ones as wallets export them. */
const SECRET = /^(?:[xyztuv]prv|[5KLc9][1-9A-HJ-NP-Za-km-z]{50,51}$)/;
const KEY = /^[xyztuv]pub/;
const KEY_LENGTH = { least: 100, most: 120 };
const ADDRESS_LENGTH = { least: 14, most: 100 };
const SHOWN = 24;

/** A text is why nothing is asked. */
export function readAsked(written: string): Body | string {
  const parts = written.split(/[\s,;]+/).filter((part) => part !== '');
  const [first] = parts;
  if (first === undefined) return walletText.empty;
  if (parts.some((part) => SECRET.test(part))) return walletText.secret;
  if (parts.some((part) => KEY.test(part))) {
    if (parts.length > 1) return walletText.several;
    return isWithin(first, KEY_LENGTH) ? { key: first } : walletText.badKey;
  }
  if (parts.length > MAX_ADDRESSES) return walletText.tooMany(parts.length);
  const wrong = parts.find((part) => !isWithin(part, ADDRESS_LENGTH));
  return wrong === undefined ? { addresses: parts } : walletText.badAddress(wrong.slice(0, SHOWN));
}

function isWithin({ length }: string, { least, most }: { least: number; most: number }): boolean {
  return length >= least && length <= most;
}
