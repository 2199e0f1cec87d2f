/** What is shipped for Prometheus and Grafana, held to what the product serves and to Prometheus' own judgement. */
import { spawnSync } from 'node:child_process';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterEach, expect, it } from 'vitest';
import { measureHttp } from '../../lib/server/platform/observability/measure.ts';
import { createMetrics } from '../../lib/server/platform/observability/metrics.ts';
import { startApi, stopApis } from '../support/api.ts';
import { repository } from '../support/source-files.ts';
import { seriesOf } from './samples.ts';

const folder = join(repository, 'docs/observability');
const hasPromtool = spawnSync('promtool', ['--version']).status === 0;
/** Told by Prometheus of every target. */
const ofPrometheus = new Set(['up']);

interface Panel {
  title: string;
  targets?: { expr: string; datasource: { uid: string } }[];
}

afterEach(stopApis);

it('asks in the dashboard and the rules only for what is served', async () => {
  const served = seriesOf(await servedPage());
  const { panels } = JSON.parse(read('dashboard.json')) as { panels: Panel[] };
  const asked = panels.flatMap(({ targets = [] }) => targets.map(({ expr }) => expr));
  const alerts = [...read('alerts.yml').matchAll(/expr: (?:>-\n((?: {10}.*\n)+)|(.+)\n)/g)].map(
    ([, block, line]) => block ?? line ?? ''
  );
  expect([asked.length, alerts.length].every((count) => count > 9)).toBe(true);
  const unknown = [...asked, ...alerts].flatMap((expr) => namesIn(expr).filter((name) => !served.has(name)));
  expect(unknown).toEqual([]);
  expect([...asked, ...alerts].filter((expr) => !/fluxtracker_|up\{/.test(expr))).toEqual([]);
});

it('finds its data source and its dashboard where the provisioning puts them', () => {
  const { panels } = JSON.parse(read('dashboard.json')) as { panels: Panel[] };
  const sources = new Set(panels.flatMap(({ targets = [] }) => targets.map(({ datasource }) => datasource.uid)));
  const uid = /uid: (\S+)/.exec(read('grafana/provisioning/datasources/fluxtracker.yml'))?.[1];
  expect([...sources]).toEqual([uid]);
});

it('serves what promtool accepts', async ({ skip }) => {
  if (!hasPromtool) skip('no promtool on this machine (apt-get install prometheus)');
  const { status, stdout, stderr } = spawnSync('promtool', ['check', 'metrics'], { input: await servedPage() });
  expect([status, String(stdout) + String(stderr)]).toEqual([0, '']);
});

it('ships rules and a configuration that promtool accepts', ({ skip }) => {
  if (!hasPromtool) skip('no promtool on this machine (apt-get install prometheus)');
  for (const args of [
    ['check', 'rules', 'alerts.yml'],
    ['check', 'config', 'prometheus.yml'],
    ['test', 'rules', 'alerts.test.yml']
  ]) {
    const { status, stdout, stderr } = spawnSync('promtool', args, { cwd: folder });
    expect([args.join(' '), status, status === 0 ? '' : String(stdout) + String(stderr)]).toEqual([
      args.join(' '),
      0,
      ''
    ]);
  }
});

async function servedPage(): Promise<string> {
  const { get } = await startApi({ deps: { metrics: measureHttp(createMetrics('1.2.3')) } });
  await (await get('/api/transactions/summary')).arrayBuffer();
  return (await get('/metrics')).text();
}

/** Names of series in an expression: words that are neither functions, keywords, labels nor their values. */
function namesIn(expr: string): string[] {
  const bare = expr
    .replaceAll(/"[^"]*"/g, '')
    .replaceAll(/\{[^}]*\}/g, '')
    .replaceAll(/\b(?:by|on)\s*\([^)]*\)/g, '')
    .replaceAll(/\[[^\]]*\]/g, '');
  const words = bare.match(/[a-zA-Z_:][\w:]*(?!\w*\s*\()/g) ?? [];
  return words.filter((word) => !['or', 'and', 'unless', 'bool'].includes(word) && !ofPrometheus.has(word));
}

function read(path: string): string {
  return readFileSync(join(folder, path), 'utf8');
}
