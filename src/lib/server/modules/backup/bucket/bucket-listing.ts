/**
 * A complete listing of a bucket, page by page, believed no further than it proves itself: a bucket that lists less than it
 * holds would have backups removed, or taken for none. Throws UpstreamError with what is wrong about it.
 */
import { UpstreamError } from '../../../platform/errors.ts';

export interface StoredObject {
  key: string;
  bytes: number;
}

/** What S3 answers, as the client reads it: of a page that is no listing nothing is there. */
export interface ListedPage {
  Name?: string | undefined;
  KeyCount?: number | undefined;
  IsTruncated?: boolean | undefined;
  NextContinuationToken?: string | undefined;
  Contents?: { Key?: string | undefined; Size?: number | undefined }[] | undefined;
}

/** Pages in a row without an object; some servers answer one when they skip what was removed. */
const MAX_EMPTY_PAGES = 100;
/** Thirty days of backups are some thousands. */
const MAX_OBJECTS = 1_000_000;

/** `ask`: a page by the token of the one before it, undefined for the first. */
export async function listCompletely(
  ask: (token: string | undefined) => Promise<ListedPage>,
  { bucket, prefix }: { bucket: string; prefix: string }
): Promise<StoredObject[]> {
  const objects = new Map<string, StoredObject>();
  const tokens = new Set<string>();
  let empty = 0;
  for (let token: string | undefined; ;) {
    const page = await ask(token);
    const before = objects.size;
    for (const object of objectsOf(page, { bucket, prefix })) objects.set(object.key, object);
    if (page.IsTruncated !== true) return [...objects.values()];
    token = page.NextContinuationToken;
    const isRepeated = objects.size === before && (page.Contents ?? []).length > 0;
    empty = objects.size === before ? empty + 1 : 0;
    if (token === undefined || token === '')
      throw incomplete(prefix, 'it says that there is more, and not how to get it');
    if (tokens.has(token) || isRepeated) throw incomplete(prefix, 'it gives the same page again');
    if (empty > MAX_EMPTY_PAGES) throw incomplete(prefix, `${empty} pages in a row held nothing`);
    if (objects.size > MAX_OBJECTS) throw incomplete(prefix, `it does not end after ${objects.size} objects`);
    tokens.add(token);
  }
}

/** A page that could be any answer of any server is none. */
export function isListing({ Name, KeyCount, IsTruncated }: ListedPage): boolean {
  return [Name, KeyCount, IsTruncated].some((each) => each !== undefined);
}

function objectsOf(page: ListedPage, { bucket, prefix }: { bucket: string; prefix: string }): StoredObject[] {
  if (!isListing(page)) throw refused(prefix, 'what answered is no listing of a bucket (check …R2_ENDPOINT)');
  if (page.Name !== undefined && page.Name !== bucket) {
    throw refused(prefix, `the listing is of ${quoted(page.Name)}, not of ${bucket} (check …R2_ENDPOINT)`);
  }
  const objects = (page.Contents ?? []).map(({ Key = '', Size }) => {
    if (!Key.startsWith(prefix)) throw refused(prefix, `the bucket listed ${quoted(Key)}, which is not below it`);
    if (Size === undefined || !Number.isSafeInteger(Size) || Size < 0) {
      throw refused(prefix, `the bucket does not say how long ${quoted(Key)} is`);
    }
    return { key: Key, bytes: Size };
  });
  const told = page.KeyCount ?? objects.length;
  if (told > objects.length) throw incomplete(prefix, `a page of ${told} objects names ${objects.length}`);
  return objects;
}

function incomplete(prefix: string, reason: string): UpstreamError {
  return refused(prefix, `the bucket's listing is incomplete: ${reason}; its server is at fault`);
}

function refused(prefix: string, reason: string): UpstreamError {
  return new UpstreamError('bucket', `list ${prefix}: ${reason}`);
}

function quoted(text: string): string {
  return JSON.stringify(text.slice(0, 100));
}
