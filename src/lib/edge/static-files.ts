/**
 * The pages' scripts, styles and icons, served from memory.
 *
 * They are few and small, are read once at start, and cannot fail afterwards: the page adapter's own file server opens
 * each one per request and ends the process when that fails (no file handles left, a build replaced underneath). What is
 * not here goes on to the pages.
 */
import { createHash } from 'node:crypto';
import { existsSync, readdirSync, readFileSync, statSync } from 'node:fs';
import type { IncomingHttpHeaders, OutgoingHttpHeaders } from 'node:http';
import { extname, join, sep } from 'node:path';
import { acceptedEncodings } from './accepted-encodings.ts';
import type { PageHandler } from './edge.ts';

const types: Record<string, string> = {
  '.css': 'text/css; charset=utf-8',
  '.ico': 'image/x-icon',
  '.js': 'text/javascript; charset=utf-8',
  '.json': 'application/json',
  '.png': 'image/png',
  '.svg': 'image/svg+xml',
  '.txt': 'text/plain; charset=utf-8',
  '.webmanifest': 'application/manifest+json',
  '.woff2': 'font/woff2'
};
/** Made by the build beside the file, smallest first. */
const encodings = [
  ['br', '.br'],
  ['gzip', '.gz']
] as const;

interface StaticFile {
  headers: OutgoingHttpHeaders;
  etag: string;
  plain: Buffer;
  packed: { encoding: string; body: Buffer }[];
}

/** `immutable`: path below which names change with content, so that nobody needs to ask twice. */
export function readStaticFiles(folder: string, immutable: string): Map<string, StaticFile> {
  const names = readdirSync(folder, { recursive: true, encoding: 'utf8' });
  const files = names.filter((name) => extname(name) in types && statSync(join(folder, name)).isFile());
  return new Map(
    files.map((name) => {
      const path = `/${name.split(sep).join('/')}`;
      return [path, readStaticFile(join(folder, name), path.startsWith(immutable))];
    })
  );
}

function readStaticFile(file: string, isImmutable: boolean): StaticFile {
  const plain = readFileSync(file);
  const etag = `"${createHash('sha256').update(plain).digest('base64url').slice(0, 27)}"`;
  const packed = encodings
    .filter(([, suffix]) => existsSync(file + suffix))
    .map(([encoding, suffix]) => ({ encoding, body: readFileSync(file + suffix) }));
  const headers = {
    'content-type': types[extname(file)],
    'cache-control': isImmutable ? 'public, max-age=31536000, immutable' : 'no-cache',
    etag,
    vary: 'accept-encoding'
  };
  return { headers, etag, plain, packed };
}

export function serveStatic(files: ReadonlyMap<string, StaticFile>, pages: PageHandler): PageHandler {
  return (req, res, next) => {
    const isRead = req.method === 'GET' || req.method === 'HEAD';
    const file = isRead ? files.get(pathOf(req.url ?? '')) : undefined;
    if (!file) {
      pages(req, res, next);
    } else if (isKnown(req.headers, file.etag)) {
      res.writeHead(304, file.headers).end();
    } else {
      const { body, ...encoded } = bodyFor(req.headers, file);
      res.writeHead(200, { ...file.headers, ...encoded, 'content-length': body.length });
      res.end(req.method === 'HEAD' ? undefined : body);
    }
  };
}

function bodyFor(headers: IncomingHttpHeaders, { plain, packed }: StaticFile) {
  const accepted = acceptedEncodings(headers['accept-encoding']?.toString());
  const best = packed.find(({ encoding }) => accepted.includes(encoding));
  return best ? { body: best.body, 'content-encoding': best.encoding } : { body: plain };
}

function isKnown(headers: IncomingHttpHeaders, etag: string): boolean {
  const known = headers['if-none-match'];
  return (
    known !== undefined && (known === '*' || known.split(',').some((tag) => tag.trim().replace(/^W\//, '') === etag))
  );
}

function pathOf(url: string): string {
  return url.replace(/[?#].*$/, '');
}
