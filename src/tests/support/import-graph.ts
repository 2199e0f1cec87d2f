/** Which module imports which, types included, and what follows from it: circles, and what nothing but tests needs. */
import type { SourceFile } from './source-files.ts';

/** Modules by path, each with those of them that it imports. */
export type ImportGraph = ReadonlyMap<string, readonly string[]>;

/** Packages, builtins and files outside of `sources` are left out; a target may lack its ending, as bundlers allow. */
export function importGraph(sources: readonly Pick<SourceFile, 'path' | 'imports'>[]): ImportGraph {
  const paths = new Set(sources.map(({ path }) => path));
  const find = (target: string) => [target, `${target}.ts`, `${target}.js`].find((path) => paths.has(path)) ?? [];
  return new Map(sources.map(({ path, imports }) => [path, [...new Set(imports.flatMap(find))]]));
}

/** One path of imports for each circle found, its first module repeated at its end; none where the graph has no circle. */
export function circlesIn(graph: ImportGraph): string[][] {
  const circles: string[][] = [];
  const done = new Set<string>();
  const visit = (path: string, trail: readonly string[]): void => {
    const before = trail.indexOf(path);
    if (before >= 0) circles.push([...trail.slice(before), path]);
    if (before >= 0 || done.has(path)) return;
    for (const target of graph.get(path) ?? []) visit(target, [...trail, path]);
    done.add(path);
  };
  for (const path of graph.keys()) visit(path, []);
  return circles;
}

/** The entries and all that they import, directly or not. */
export function reachedFrom(graph: ImportGraph, entries: readonly string[]): Set<string> {
  const reached = new Set<string>();
  const waiting = [...entries];
  for (let path = waiting.pop(); path !== undefined; path = waiting.pop()) {
    if (reached.has(path)) continue;
    reached.add(path);
    waiting.push(...(graph.get(path) ?? []));
  }
  return reached;
}
