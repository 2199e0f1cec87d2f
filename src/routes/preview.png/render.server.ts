/**
 * Pictures of shared links, drawn in the library's own threads and kept for a while: whoever opens a channel with a link
 * brings a crowd that asks for the same one.
 */
import { renderAsync } from '@resvg/resvg-js';
import { LRUCache } from 'lru-cache';
import { createRequire } from 'node:module';
import { previewSvg, type Preview } from '../../lib/ui/share/preview.ts';

/** About 60 KiB each. */
const MAX_PICTURES = 100;
const MAX_AGE_SECONDS = 300;

const kept = new LRUCache<string, { at: number; png: Promise<Uint8Array<ArrayBuffer>> }>({ max: MAX_PICTURES });
const { resolve } = createRequire(import.meta.url);
const fonts = ['DejaVuSansMono', 'DejaVuSansMono-Bold'].map((name) => resolve(`dejavu-fonts-ttf/ttf/${name}.ttf`));

/** The picture of this key, drawn anew when it is old; a failure is not kept. `now`: unix seconds. */
export function previewPng(key: string, now: number, ask: () => Promise<Preview>): Promise<Uint8Array<ArrayBuffer>> {
  const known = kept.get(key);
  if (known !== undefined && now >= known.at && now - known.at < MAX_AGE_SECONDS) return known.png;
  const drawn = { at: now, png: ask().then(draw) };
  drawn.png.catch(() => {
    if (kept.peek(key) === drawn) kept.delete(key);
  });
  kept.set(key, drawn);
  return drawn.png;
}

async function draw(preview: Preview): Promise<Uint8Array<ArrayBuffer>> {
  const picture = await renderAsync(previewSvg(preview), {
    font: { fontFiles: fonts, loadSystemFonts: false, defaultFontFamily: 'DejaVu Sans Mono' }
  });
  return new Uint8Array(picture.asPng());
}
