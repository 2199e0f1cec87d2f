/** What the page of a wallet says. */
import { MAX_ADDRESSES } from '../../../contract/bitcoin/explorer.ts';
import { countText } from '../../format/format.ts';

export const walletText = {
  title: 'Wallet',
  label: 'Extended public key, or addresses',
  help: `An xpub, ypub or zpub, or up to ${MAX_ADDRESSES} addresses, one a line. What you give is asked once and kept nowhere: not in the address, a log, a cache or the database.`,
  ask: 'Add it up',
  result: 'What it holds',
  caption: 'Addresses and what each holds',
  unused: 'None of the first 20 addresses of this key was ever used.',
  partial: 'Not everything could be asked: the sum is not known.',
  empty: 'Give an extended public key or addresses.',
  several: 'Give one extended public key, or addresses: not both, and no second key.',
  tooMany: (count: number) => `These are ${countText(count)} addresses: at most ${MAX_ADDRESSES} can be asked at once.`,
  secret:
    'This is a private key: whoever has it has the coins. It was not sent on. Give the public one (xpub, ypub, zpub).',
  badKey: 'No extended public key: it has 100 to 120 signs and begins with xpub, ypub or zpub.',
  badAddress: (text: string) => `No address: ${text}.`,
  unreachable: 'The API cannot be reached.',
  late: 'The API did not answer in time.'
} as const;
