/**
 * Answers of public endpoints, kept while they are true: until their time is over or the data they were made of changed.
 *
 * Keyed by endpoint and parsed parameters, so that no spelling of a question makes an entry of its own; bounded in entries
 * and bytes; concurrent questions are answered once. An answer that is over stays as the last good one until it is
 * replaced or pushed out.
 */
import { LRUCache } from 'lru-cache';
import type { Body } from './bodies.ts';

export interface AnswerCache {
  /** The answer of a question, made by `make` unless a true one is kept. What `make` throws reaches every waiting caller. */
  get(key: string, seconds: number, make: () => Promise<Body>): Promise<Body>;
  /** The true answer to a question as it was spelled before, without parsing it again. */
  bySpelling(url: string): Kept | undefined;
  /** Remembers that a spelling asks this question. */
  spell(url: string, key: string): void;
  /** The newest answer there is, however old. */
  lastGood(key: string): Body | undefined;
}

interface Kept {
  key: string;
  body: Body;
  /** Of this answer, and of no other that is made later. */
  id: string;
  /** Unix seconds. */
  until: number;
}

interface Entry {
  id: string;
  body: Body;
  version: number;
  /** Unix seconds: it is true from the one to the other, and a clock that was set back makes it no younger. */
  since: number;
  until: number;
}

export interface AnswerCacheOptions {
  dataVersion: () => number;
  /** Unix seconds. */
  now: () => number;
  maxEntries?: number;
  maxBytes?: number;
}

const MAX_SPELLINGS = 2_000;
const MAX_SPELLING_LENGTH = 500;
/** Room for the compressed forms beside the plain one, and for what the entry itself takes. */
const sizeOf = ({ body }: Entry) => Math.ceil(body.plain.length * 1.5) + 1_024;

export function createAnswerCache({
  dataVersion,
  now,
  maxEntries = 300,
  maxBytes = 32 * 1024 * 1024
}: AnswerCacheOptions): AnswerCache {
  const entries = new LRUCache<string, Entry>({
    max: maxEntries,
    maxSize: maxBytes,
    maxEntrySize: Math.ceil(maxBytes / 8),
    sizeCalculation: sizeOf
  });
  const spellings = new LRUCache<string, string>({ max: MAX_SPELLINGS });
  const making = new Map<string, { version: number; answer: Promise<Body> }>();

  let made = 0;

  const isTrue = (entry: Entry) => entry.version === dataVersion() && now() >= entry.since && now() < entry.until;

  return {
    get(key, seconds, make) {
      const entry = entries.get(key);
      if (entry !== undefined && isTrue(entry)) return Promise.resolve(entry.body);
      const version = dataVersion();
      const underWay = making.get(key);
      if (underWay?.version === version) return underWay.answer;
      const answer = make()
        .then((body) => {
          const since = now();
          if (body.status === 200) {
            entries.set(key, { id: String(++made), body, version, since, until: since + seconds });
          }
          return body;
        })
        .finally(() => {
          if (making.get(key)?.answer === answer) making.delete(key);
        });
      making.set(key, { version, answer });
      return answer;
    },
    bySpelling(url) {
      const key = spellings.get(url);
      if (key === undefined) return undefined;
      const entry = entries.get(key);
      if (entry === undefined || !isTrue(entry)) return undefined;
      return { key, body: entry.body, id: entry.id, until: entry.until };
    },
    spell(url, key) {
      if (url.length <= MAX_SPELLING_LENGTH) spellings.set(url, key);
    },
    lastGood: (key) => entries.get(key)?.body
  };
}
