/** A label and a figure side by side, as projects put them on their pages. */
import type { SharedText } from './figures.ts';
import { escaped } from './preview.ts';

const HEIGHT = 20;
/** Of a sans-serif letter at 11 px, a little wide: readers have fonts of their own. */
const LETTER = 6.6;
const PAD = 7;

export function badgeSvg({ label, text }: Pick<SharedText, 'label' | 'text'>): string {
  const [left, right] = [label, text].map((part) => Math.round(part.length * LETTER + 2 * PAD)) as [number, number];
  const width = left + right;
  const said = escaped(`${label}: ${text}`);
  const part = (content: string, from: number, wide: number, fill: string) =>
    `<text x="${from + wide / 2}" y="14" fill="${fill}" text-anchor="middle" textLength="${wide - 2 * PAD}">${escaped(content)}</text>`;
  return (
    `<svg xmlns="http://www.w3.org/2000/svg" width="${width}" height="${HEIGHT}" role="img" aria-label="${said}">` +
    `<title>${said}</title><clipPath id="r"><rect width="${width}" height="${HEIGHT}" rx="3"/></clipPath>` +
    `<g clip-path="url(#r)"><rect width="${left}" height="${HEIGHT}" fill="#16222c"/>` +
    `<rect x="${left}" width="${right}" height="${HEIGHT}" fill="#006b75"/></g>` +
    `<g font-family="Verdana,DejaVu Sans,sans-serif" font-size="11">` +
    `${part(label, 0, left, '#dce7ed')}${part(text, left, right, '#ffffff')}</g></svg>`
  );
}
