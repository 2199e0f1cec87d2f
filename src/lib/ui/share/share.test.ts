import { expect, it } from 'vitest';
import type { ChartData } from '../chart/data.ts';
import { badgeSvg } from './badge.ts';
import { sharedFigures, sharedText } from './figures.ts';
import { previewSvg } from './preview.ts';

const dates = ['2026-03-01', '2026-03-02', '2026-03-03', '2026-03-04'];
const data: ChartData = {
  title: 'Revenue',
  unit: 'FLUX',
  bucket: 'daily',
  kind: 'flow',
  points: dates.map((date) => ({ date, isOpen: false })),
  series: [{ key: 'revenue', label: 'Revenue', values: [10, null, 30, 40] }]
};

it('draws the series of a chart, with a gap where nothing is known', () => {
  const svg = previewSvg({ title: 'Revenue (FLUX)', figure: '40.00 FLUX today', data, site: 'flux.example' });
  const lines = [...svg.matchAll(/<path d="([^"]+)" fill="none"/g)].map(([, path]) => path);
  // A dot on the first day, a line from the third to the fourth: the plot is 1,020 wide from 120 on.
  expect(lines).toHaveLength(2);
  expect(lines[0]).toMatch(/^M120 /);
  expect(lines[1]).toMatch(/^M800 .*L1140 /);
  expect(svg).toContain('40.00 FLUX today');
});
it('writes what anybody named as text, and no longer than the picture', () => {
  const title = `<script>alert("x")</script> & ${'long '.repeat(40)}`;
  const svg = previewSvg({ title, figure: '', data: null, site: 'flux.example' });
  expect(svg).not.toContain('<script');
  expect(svg).toContain('&lt;script&gt;alert(&quot;x&quot;)&lt;/script&gt; &amp; long');
  expect(svg).toContain('…</text>');
});
it('has a badge for each figure, and says n/a for what is not known', () => {
  for (const figure of sharedFigures) {
    const text = sharedText(figure, { revenue: null, metrics: null });
    expect(badgeSvg(text)).toContain(`aria-label="${text.label}: n/a`);
  }
});
