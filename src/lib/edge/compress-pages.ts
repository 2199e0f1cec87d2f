/** Pages compressed for whoever accepts it. Static files come compressed from the build; the API compresses its own. */
import compression from 'compression';
import type { PageHandler } from './edge.ts';

export function compressPages(pages: PageHandler): PageHandler {
  // Above level 3 a page costs more time than the bytes it saves take on any connection.
  const compress = compression({ level: 3, threshold: 1024 }) as unknown as PageHandler;
  return (req, res, next) => compress(req, res, () => pages(req, res, next));
}
