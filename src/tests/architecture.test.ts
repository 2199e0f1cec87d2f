/**
 * The directions in which the code may depend, checked on the source: data flows upstream -> ingest -> store -> read ->
 * http -> contract -> pages, and nothing reaches back. A layer may import itself and what is listed. The platform knows no
 * module; modules know those before them (support/module-law.ts).
 */
import { expect, it } from 'vitest';
import { faultOf, orderIn } from './support/module-law.ts';
import { importsIn, layerOf, readSources } from './support/source-files.ts';
import { circlesIn, importGraph, reachedFrom } from './support/import-graph.ts';

const may: Record<string, string[]> = {
  contract: ['domain'],
  domain: [],
  ui: ['contract', 'domain'],
  components: ['contract', 'domain', 'ui'],
  'src/routes': ['contract', 'domain', 'ui', 'components'],
  link: [],
  edge: ['link'],
  'server/platform': ['domain', 'contract', 'link'],
  'server/chains': ['domain', 'server/platform'],
  'server/modules': ['domain', 'contract', 'server/platform', 'server/chains'],
  simulator: []
};
const inBrowser = ['contract', 'domain', 'ui', 'components'];

const sources = readSources();
const moduleOrder = orderIn(sources.find(({ path }) => path === 'src/lib/server/modules.ts')?.text ?? '');
const modules = sources.filter(({ isTest }) => !isTest);
const edges = modules.flatMap(({ path, layer, imports }) =>
  imports
    .filter((target) => /^(src|simulator|scripts|bench)\/.*\.(ts|js|svelte)$/.test(target))
    .map((target) => ({ path, layer, target }))
);

it('found the source', () => {
  expect(modules.length).toBeGreaterThan(20);
  expect(edges.length).toBeGreaterThan(50);
});

it.each([
  ['src/lib/domain/money/money.ts', 'domain'],
  ['src/lib/server/platform/store/sql.ts', 'server/platform'],
  ['src/lib/server/modules/ledger/module.ts', 'server/modules'],
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

it('lets modules use each other through what they export, those before them only', () => {
  const wrong = edges.map(({ path, target }) => faultOf(path, target, moduleOrder)).filter((fault) => fault !== null);
  expect(wrong).toEqual([]);
});

const server = (path: string) => `src/lib/server/${path}`;

it.each([
  ['platform/http/app.ts', 'modules/health/health.ts', 'the platform names no module'],
  ['platform/http/serve.ts', 'platform/store/store.ts', 'HTTP does not see the store'],
  ['chains/flux/daemon.ts', 'modules/ledger/module.ts', 'a chain names no module'],
  ['modules/ledger/read/revenue.ts', 'modules/prices/ingest/closes.ts', 'prices is used through its module.ts'],
  ['modules/prices/ingest/closes.ts', 'modules/ledger/module.ts', 'ledger comes after prices'],
  ['modules/ledger/read/revenue.ts', 'modules/ledger/ingest/ledger.ts', 'read does not use ingest'],
  ['modules/ledger/ingest/ledger.ts', 'modules/ledger/read/revenue.ts', 'ingest does not use read'],
  ['modules/ledger/upstream/x.ts', 'modules/ledger/ingest/ledger.ts', 'upstream does not use ingest'],
  ['modules/ledger/routes.ts', 'platform/store/store.ts', 'HTTP does not see the store'],
  ['modules/ledger/read/revenue.ts', 'modules/ledger/module.ts', 'module.ts is for others'],
  ['modules/history/read/metrics.ts', 'modules/ledger/module.ts', null],
  ['modules/ledger/routes.ts', 'modules/ledger/read/revenue.ts', null]
])('finds what is wrong with %s importing %s', (path, target, fault) => {
  const found = faultOf(server(path), server(target), ['prices', 'ledger', 'history', 'health']);
  expect(found?.replace(/^.*: /, '') ?? null).toBe(fault);
});

it('lists every module', () => {
  const folders = modules.flatMap(({ path }) => /^src\/lib\/server\/modules\/(\w+)\//.exec(path)?.[1] ?? []);
  expect([...new Set(folders)].sort()).toEqual([...moduleOrder].sort());
});

it('keeps the three programs short', () => {
  const lines = modules
    .filter(({ path }) => /^src\/(api|web|db)\.ts$/.test(path))
    .map(({ path, text }) => [path, text.trimEnd().split('\n').length] as const);
  expect(lines.filter(([, count]) => count >= 100)).toEqual([]);
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

it('keeps scripts, simulator, benchmarks and test helpers out of the product', () => {
  const wrong = edges.filter(
    ({ path, target }) => path.startsWith('src/') && /^(simulator|scripts|bench|src\/tests)\//.test(target)
  );
  expect(wrong).toEqual([]);
});

/** Where a process, a worker, a command or a page begins, what is found by its place, what others copy. */
const isEntry = (path: string) =>
  /\/modules\/\w+\/(?:tables|statements)\.ts$|\/platform\/store\/tables\/[\w-]+\.ts$/.test(path) ||
  /\/contract\/(?:\w+\/events|webhook-signature)\.ts$/.test(path) ||
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
