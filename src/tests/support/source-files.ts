/** The repository's own source, as the architecture test reads it: every module with its layer and what it imports. */
import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { join, posix } from 'node:path';
import { fileURLToPath } from 'node:url';

export const repository = fileURLToPath(new URL('../../..', import.meta.url));

export interface SourceFile {
  /** Path from the repository's root, with forward slashes. */
  path: string;
  text: string;
  /** The folder that decides what may be imported: `domain`, `server/store`, `routes`, `simulator`, ... */
  layer: string;
  isTest: boolean;
  /** Own modules by path, packages and `node:` builtins by name. */
  imports: string[];
}

export function readSources(): SourceFile[] {
  return ['src', 'simulator', 'scripts', 'bench'].flatMap(listFiles).map(readSource);
}

/** Layer of a module: its folder below `src/lib` (one deeper in `server`), or its place outside of it. */
export function layerOf(path: string): string {
  const inLibrary = /^src\/lib\/(server\/[\w-]+|[\w-]+)/.exec(path)?.[1];
  return inLibrary ?? /^(src\/(?=routes|tests)[\w-]+|simulator|scripts|bench|src\/[\w.-]+)/.exec(path)?.[1] ?? path;
}

function readSource(path: string): SourceFile {
  const text = readFileSync(join(repository, path), 'utf8');
  return {
    path,
    text,
    layer: layerOf(path),
    isTest: /\.test\.ts$/.test(path) || path.startsWith('src/tests/') || path.includes('/tests/'),
    imports: importsIn(text).map((target) => resolve(path, target))
  };
}

/** What a module's text imports and exports again, types included, as it is written there. */
export function importsIn(text: string): string[] {
  const statements = text.matchAll(/^\s*(?:import|export)\b[^'";]*?(?:from\s+)?'([^']+)';?$/gm);
  const dynamic = text.matchAll(/\bimport\('([^']+)'\)/g);
  return [...statements, ...dynamic].map(([, target = '']) => target);
}

function resolve(from: string, target: string): string {
  if (target.startsWith('$lib')) return target.replace('$lib', 'src/lib');
  return target.startsWith('.') ? posix.join(posix.dirname(from), target) : target;
}

function listFiles(folder: string): string[] {
  if (!existsSync(join(repository, folder))) return [];
  return readdirSync(join(repository, folder), { recursive: true, encoding: 'utf8' })
    .map((name) => `${folder}/${name.replaceAll('\\', '/')}`)
    .filter((path) => /\.(ts|js|svelte)$/.test(path))
    .sort();
}
