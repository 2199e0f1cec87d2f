/**
 * A read-only S3 bucket, path style, that holds one backup: lists and gives objects, takes any signature. The backup is
 * written when it is first asked for and then stays as it is.
 */
import { notFound, type Reply } from '../serve/messages.ts';
import type { Simulation } from '../simulation.ts';
import { writeBackup } from './tables.ts';

export const bucketName = 'flux-backups';

/** Fewer than a client asks for, which S3 may do: whoever stops at the first page misses something. */
const keysPerPage = 2;
const entities: Record<string, string> = { '&': '&amp;', '<': '&lt;', '>': '&gt;', '"': '&quot;' };

export class BackupBucket {
  readonly #simulation: Simulation;
  #objects: Map<string, string> | null = null;

  constructor(simulation: Simulation) {
    this.#simulation = simulation;
  }

  /** The path begins with `/s3/`. */
  answer(method: string, url: URL): Reply {
    const [bucket = '', ...key] = decoded(url.pathname.slice('/s3/'.length)).split('/');
    if (bucket === '') return notFound(url.pathname);
    if (method !== 'GET') return failed(405, 'MethodNotAllowed', 'The bucket is read-only');
    if (bucket !== bucketName) return failed(404, 'NoSuchBucket', 'The specified bucket does not exist');
    if (key.join('') === '') return this.#list(url.searchParams);
    const text = this.#stored().get(key.join('/'));
    if (text === undefined) return failed(404, 'NoSuchKey', 'The specified key does not exist');
    return { status: 200, body: text, isPlain: true };
  }

  #list(query: URLSearchParams): Reply {
    const prefix = query.get('prefix') ?? '';
    const after = query.get('continuation-token') ?? query.get('start-after') ?? '';
    const rest = [...this.#stored()].filter(([key]) => key.startsWith(prefix) && key > after);
    const page = rest.slice(0, keysPerPage);
    const last = page.at(-1)?.[0];
    const isCut = rest.length > page.length;
    const contents = page.map(
      ([key, text]) => `<Contents><Key>${escaped(key)}</Key><Size>${Buffer.byteLength(text)}</Size></Contents>`
    );
    const next = isCut && last !== undefined ? `<NextContinuationToken>${escaped(last)}</NextContinuationToken>` : '';
    return xml(
      200,
      `<ListBucketResult xmlns="http://s3.amazonaws.com/doc/2006-03-01/"><Name>${bucketName}</Name>` +
        `<Prefix>${escaped(prefix)}</Prefix><KeyCount>${page.length}</KeyCount><MaxKeys>${keysPerPage}</MaxKeys>` +
        `<IsTruncated>${isCut}</IsTruncated>${next}${contents.join('')}</ListBucketResult>`
    );
  }

  /** In order of keys. */
  #stored(): Map<string, string> {
    if (this.#objects === null) {
      const { date, tables } = writeBackup(this.#simulation);
      const objects = tables.map(({ name, text }): [string, string] => [`backups/${date}/${name}.json`, text]);
      this.#objects = new Map(objects.sort(([a], [b]) => (a < b ? -1 : 1)));
    }
    return this.#objects;
  }
}

function failed(status: number, code: string, message: string): Reply {
  return xml(status, `<Error><Code>${code}</Code><Message>${message}</Message></Error>`);
}

function xml(status: number, body: string): Reply {
  return { status, type: 'application/xml', body: `<?xml version="1.0" encoding="UTF-8"?>\n${body}`, isPlain: true };
}

function escaped(text: string): string {
  return text.replaceAll(/[&<>"]/g, (character) => entities[character] ?? '');
}

function decoded(path: string): string {
  try {
    return decodeURIComponent(path);
  } catch {
    return path;
  }
}
