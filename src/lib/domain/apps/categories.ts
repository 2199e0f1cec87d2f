/**
 * What an image is: its category, and the product that it is an image of.
 *
 * Known images are told by the keywords of products.ts; any other is a product of its own, named after its repository
 * (facts 9.4). The label follows from the slug, so that a slug alone, as history stores it, can always be shown.
 */
import { excludedKeywords, knownCategories, productTables, type Category, type Product } from './products.ts';

export interface ImageClass extends Product {
  category: Category;
}

/** Image with which the platform builds and runs an app from a git repository. */
const GIT_IMAGE = 'runonflux/orbit';
const MEANINGLESS_END = /^(.+)-(?:server|node|docker|dedicated|standalone|core|flux)$/;
/** Goes up when the functions of this file, or the count of a day, give another answer for the same tables. */
const RULES = 2;

const labels = new Map(
  knownCategories.flatMap((category) => productTables[category].products.map(({ slug, label }) => [slug, label]))
);

/** Another text when an image may have become something else: history is then sorted anew. */
export const categoriesVersion = fingerprint(JSON.stringify([RULES, excludedKeywords, productTables]));

/** Category and product of an image reference with whatever registry, tag and digest. */
export function classifyImage(image: string): ImageClass {
  const text = image.toLowerCase();
  const has = (keyword: string) => text.includes(keyword);
  if (excludedKeywords.some(has)) return { category: 'other', ...derivedProduct(text) };
  for (const category of knownCategories) {
    const { products, otherKeywords } = productTables[category];
    const known = products.find(({ keywords }) => keywords.some(has));
    if (known !== undefined) return { category, slug: known.slug, label: known.label };
    if (otherKeywords.some(has)) return { category, ...derivedProduct(text) };
  }
  return { category: 'other', ...derivedProduct(text) };
}

/** The product of a slug, known or derived. */
export function productOf(slug: string): Product {
  const title = slug
    .split('-')
    .map((word) => word.charAt(0).toUpperCase() + word.slice(1))
    .join(' ');
  return { slug, label: labels.get(slug) ?? title };
}

/** The image without tag and digest; a registry keeps its port. */
export function repositoryOf(image: string): string {
  const [name = ''] = image.split('@');
  const colon = name.lastIndexOf(':');
  return colon > name.lastIndexOf('/') ? name.slice(0, colon) : name;
}

export function isGitImage(image: string): boolean {
  return image.toLowerCase().includes(GIT_IMAGE);
}

function derivedProduct(image: string): Product {
  const repository = repositoryOf(image);
  let name = repository.slice(repository.lastIndexOf('/') + 1);
  for (let end = MEANINGLESS_END.exec(name); end !== null; end = MEANINGLESS_END.exec(name)) name = end[1] ?? '';
  const slug = name.replaceAll(/[^a-z0-9]+/g, '-').replaceAll(/^-|-$/g, '');
  return productOf(slug === '' ? 'unnamed' : slug);
}

/** FNV-1a of 64 bits, hexadecimal. */
function fingerprint(text: string): string {
  let hash = 0xcbf29ce484222325n;
  for (let index = 0; index < text.length; index++) {
    hash = BigInt.asUintN(64, (hash ^ BigInt(text.charCodeAt(index))) * 0x100000001b3n);
  }
  return hash.toString(16).padStart(16, '0');
}
