/** The overview page: rendered on the server under load, and in a browser whose processor is four times slower. */
import type { Bench } from '../harness/bench.ts';
import { visitPage } from '../harness/browser.ts';
import { loadProduct } from '../harness/load.ts';
import { median } from '../harness/percentiles.ts';
import { all, atLeast, atMost, type Row } from '../harness/row.ts';

const CONNECTIONS = 16;
const SECONDS = 8;
const VISITS = 5;
const KIB = 1024;

export async function overview(bench: Bench): Promise<Row[]> {
  const { product } = await bench.productWith();
  const rows: Row[] = [await firstHtml(product.web)];
  for (const [name, headers] of [
    ['plain', {}],
    ['compressed', { 'accept-encoding': 'gzip, br' }]
  ] as const) {
    bench.say(`overview, ${name}`);
    const load = await loadProduct(product, { paths: ['/'], connections: CONNECTIONS, seconds: SECONDS, headers });
    const bar = atLeast(load.requestsPerSecond, 600, 'req/s');
    rows.push({
      what: `overview rendered, ${name}`,
      ...bar,
      isPassed: bar.isPassed === true && load.failures === 0,
      detail: { ...load }
    });
  }
  bench.say('overview in a browser');
  const visits = [];
  for (let visit = 0; visit < VISITS; visit++) visits.push(await visitPage(`${product.web}/`, bench.folder()));
  const scriptKb = Math.max(...visits.map(({ scriptBytes }) => scriptBytes)) / KIB;
  const lcpSeconds = median(visits.map(({ lcpMs }) => lcpMs)) / 1000;
  const shift = Math.max(...visits.map(({ layoutShift }) => layoutShift));
  rows.push(
    { what: 'overview: JavaScript until 2 s after load, gzip', ...atMost(scriptKb, 90, 'KiB'), detail: { visits } },
    {
      what: 'overview on a processor four times slower',
      ...all(atMost(lcpSeconds, 1, 's LCP (median)'), atMost(shift, 0.02, 'CLS (worst)'))
    }
  );
  return rows;
}

async function firstHtml(web: string): Promise<Row> {
  const html = await (await fetch(`${web}/`)).text();
  const hasChart = /<svg[\s\S]*?<(path|rect|polyline)/.test(html);
  const hasFigures = /\d[\d,.]*\s*(<[^>]+>\s*)*FLUX/.test(html);
  return {
    what: 'overview: first HTML',
    bar: 'figures and an SVG chart',
    measured: `${hasFigures ? 'figures' : 'no figures'}, ${hasChart ? 'chart' : 'no chart'}`,
    isPassed: hasChart && hasFigures,
    detail: { bytes: Buffer.byteLength(html) }
  };
}
