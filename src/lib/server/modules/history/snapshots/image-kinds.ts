/** What images are by today's tables, in the form in which the store takes it. */
import { classifyImage, repositoryOf } from '../../../../domain/apps/categories.ts';
import type { ImageKind } from '../statements-write.ts';

export function kindOf(image: string): ImageKind {
  const { category, slug, label } = classifyImage(image);
  return { category, slug, label };
}

/** By name, each once. */
export function imagesOf(names: Iterable<string>): Record<string, ImageKind & { repository: string }> {
  return Object.fromEntries([...names].map((name) => [name, { ...kindOf(name), repository: repositoryOf(name) }]));
}
