/**
 * Games told by the name of their app.
 *
 * An encrypted app hides its images; what it runs shows only in its name, which the marketplace makes of a prefix and
 * the time of the order in milliseconds. A new game is a row of products.ts.
 */
import { productTables, type Product } from './products.ts';

/** Longest first: a short prefix must not claim the name of a longer one. */
const prefixes = productTables.gaming.products
  .flatMap(({ slug, label, appNamePrefixes = [] }) =>
    appNamePrefixes.map((prefix) => ({ prefix, game: { slug, label } }))
  )
  .sort((a, b) => b.prefix.length - a.prefix.length);

/** The game an app's name tells: a known prefix (in any case), at least 13 digits, nothing else. Else null. */
export function gameOfAppName(appName: string): Product | null {
  const name = appName.toLowerCase();
  const known = prefixes.find(({ prefix }) => name.startsWith(prefix) && /^\d{13,}$/.test(name.slice(prefix.length)));
  return known?.game ?? null;
}
