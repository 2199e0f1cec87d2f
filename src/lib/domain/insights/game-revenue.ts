/**
 * What games bring in: the payments of the apps that are one, by the rule that counts their containers.
 *
 * An app is a game by its name, else by the first image of its specification that is one; its helpers (databases, proxies)
 * never say what it is. A share is of all revenue.
 */
import type { AppComponent } from '../chain.ts';
import { classifyImage } from '../apps/categories.ts';
import { isHelper } from '../apps/containers.ts';
import { gameOfAppName } from '../apps/games.ts';
import type { Product } from '../apps/products.ts';

/** null: no game, or nobody can tell. */
export function gameOfApp(name: string, components: readonly AppComponent[] | null): Product | null {
  const named = gameOfAppName(name);
  if (named !== null) return named;
  for (const component of components ?? []) {
    if (isHelper(component.name) || component.repotag === '') continue;
    const { category, slug, label } = classifyImage(component.repotag);
    if (category === 'gaming') return { slug, label };
  }
  return null;
}

/** Satoshi per product slug. */
export function gameRevenue(
  apps: readonly { name: string; sat: bigint; components: readonly AppComponent[] | null }[]
): Map<string, Product & { sat: bigint }> {
  const sums = new Map<string, Product & { sat: bigint }>();
  for (const { name, sat, components } of apps) {
    const game = gameOfApp(name, components);
    if (game === null) continue;
    const known = sums.get(game.slug);
    sums.set(game.slug, { ...game, sat: (known?.sat ?? 0n) + sat });
  }
  return sums;
}
