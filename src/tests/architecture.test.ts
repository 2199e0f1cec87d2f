/**
 * The directions in which the code may depend, checked on the source: data flows upstream -> ingest -> store -> read ->
 * http -> contract -> pages, and nothing reaches back. A layer may import itself and what is listed.
 */
import { expect, it } from 'vitest';
import { importsIn, layerOf, readSources } from './support/source-files.ts';
import { circlesIn, importGraph, reachedFrom } from './support/import-graph.ts';

const everyServerLayer = ['server/errors', 'server/log', 'domain'];
const may: Record<string, string[]> = {
  contract: ['domain'],
  domain: [],
  ui: ['contract', 'domain'],
  components: ['contract', 'domain', 'ui'],
  'src/routes': ['contract', 'domain', 'ui', 'components'],
  link: [],
  edge: ['link'],
  'server/upstream': everyServerLayer,
  'server/store': everyServerLayer,
  'server/ingest': [...everyServerLayer, 'server/upstream', 'server/store'],
  'server/read': [...everyServerLayer, 'server/store', 'contract'],
  'server/ops': [...everyServerLayer, 'server/store'],
  'server/jobs': [...everyServerLayer, 'server/ingest', 'server/ops', 'server/store'],
  'server/http': [...everyServerLayer, 'server/read', 'server/jobs', 'contract', 'link'],
  'server/metrics': [...everyServerLayer, 'server/http', 'server/jobs', 'server/store', 'contract'],
  'src/web.ts': ['edge', 'server/config', 'server/errors', 'server/log', 'server/follow-parent'],
  simulator: []
};
const inBrowser = ['contract', 'domain', 'ui', 'components'];

const sources = readSources();
const modules = sources.filter(({ isTest }) => !isTest);
const edges = modules.flatMap(({ path, layer, imports }) =>
  imports
    .filter((target) => /^(src|scripts|bench)\/.*\.(ts|js|svelte)$/.test(target))
    .map((target) => ({ path, layer, target }))
);

it('found the source', () => {
  expect(modules.length).toBeGreaterThan(20);
  expect(edges.length).toBeGreaterThan(50);
});

it.each([
  ['src/lib/domain/money.ts', 'domain'],
  ['src/lib/server/platform/store/sql.ts', 'server/store'],
  ['src/lib/server/platform/errors.ts', 'server/errors'],
  ['src/routes/apps/[name]/+page.svelte', 'src/routes'],
  ['src/web.ts', 'src/web.ts'],
  ['simulator/chain/chain.ts', 'simulator'],
  ['scripts/run/group.js', 'scripts']
])('finds the layer of %s', (path, layer) => {
  expect(layerOf(path)).toBe(layer);
});

it.each(Object.entries(may))('%s imports itself and %j only', (layer, allowed) => {
  const wrong = edges.filter((edge) => edge.layer === layer && ![layer, ...allowed].includes(layerOf(edge.target)));
  expect(wrong.map(({ path, target }) => `${path} imports ${target}`)).toEqual([]);
});

it('knows the rule of every layer of the library', () => {
  const single = modules.filter(({ path }) => /^src\/lib\/server\/[\w-]+\.ts$/.test(path)).map(({ layer }) => layer);
  const layers = modules.filter(({ path }) => path.startsWith('src/lib/')).map(({ layer }) => layer);
  expect([...new Set(layers)].filter((layer) => !(layer in may) && !single.includes(layer))).toEqual([]);
});

it('lets only the two processes see the whole', () => {
  const wrong = edges.filter(({ path, target }) => /^src\/(api|db|web)\.ts$/.test(target) && path !== target);
  expect(wrong).toEqual([]);
});

it('keeps scripts, benchmarks and test helpers out of the product', () => {
  const wrong = edges.filter(
    ({ path, target }) => path.startsWith('src/') && /^(scripts|bench|src\/tests)\//.test(target)
  );
  expect(wrong).toEqual([]);
});

/** Where a process, a worker, a command or a page begins. */
const isEntry = (path: string) =>
  /^src\/(?:(?:api|db|web|hooks\.server)\.ts$|routes\/)|^(?:scripts|bench)\/|\/sqlite-worker\.ts$/.test(path);

it('imports in no circle, types included', () => {
  expect(circlesIn(importGraph(modules)).map((circle) => circle.join(' > '))).toEqual([]);
});

it('finds a circle that is planted, of types and through others', () => {
  const planted = [
    { path: 'src/lib/domain/a.ts', imports: ['src/lib/domain/b.ts', 'zod'] },
    { path: 'src/lib/domain/b.ts', imports: ['src/lib/domain/c', 'node:fs'] },
    { path: 'src/lib/domain/c.ts', imports: ['src/lib/domain/b.ts'] },
    { path: 'src/lib/domain/d.ts', imports: ['src/lib/domain/a.ts', 'src/lib/domain/c.ts'] }
  ];
  expect(circlesIn(importGraph(planted))).toEqual([['b', 'c', 'b'].map((name) => `src/lib/domain/${name}.ts`)]);
  const types =
    "import type { A } from './a.ts';\nexport type { B } from './b.ts';\nimport {\n  c,\n  type C\n} from './c.ts';\n";
  expect(importsIn(types)).toEqual(['./a.ts', './b.ts', './c.ts']);
});

it('has nothing in the library that only tests need', () => {
  const graph = importGraph(modules);
  const needed = reachedFrom(graph, [...graph.keys()].filter(isEntry));
  const idle = [...graph.keys()].filter((path) => path.startsWith('src/lib/') && !needed.has(path));
  expect(idle).toEqual([]);
});

it('keeps Node out of what the browser runs', () => {
  const isBrowser = ({ path, layer }: { path: string; layer: string }) =>
    inBrowser.includes(layer) || (layer === 'src/routes' && !/\.server\.ts$|\+server\.ts$/.test(path));
  const wrong = modules.filter((file) => isBrowser(file) && file.imports.some((target) => target.startsWith('node:')));
  expect(wrong.map(({ path }) => path)).toEqual([]);
});

it('reads the environment in config.ts alone', () => {
  // The edge writes what adapter-node's handler reads from there.
  const known = ['src/lib/server/platform/config/config.ts', 'src/web.ts'];
  const readers = modules.filter(({ path, text }) => path.startsWith('src/') && /\bprocess\.env\b/.test(text));
  expect(readers.map(({ path }) => path).filter((path) => !known.includes(path))).toEqual([]);
});

it('keeps every file small', () => {
  const lines = (text: string) => text.trimEnd().split('\n').length;
  const limit = (path: string) => (path.endsWith('.svelte') ? 200 : 250);
  const long = sources.filter(({ path, text }) => lines(text) > limit(path));
  expect(long.map(({ path, text }) => `${path}: ${lines(text)}`)).toEqual([]);
});
