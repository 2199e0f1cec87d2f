/**
 * Public answers that leave from the edge, as bytes with all their headers, while the API keeps the same ones.
 *
 * The API says with an answer that it keeps it, until when and of which version of the data; over the link it says when that
 * version is over. So nothing here is older than what the API would send, and without the link nothing is here. Whatever is not
 * kept, or not asked for in the plain way, goes on to the API. Bounded in entries and bytes; spellings of one question share one
 * entry per encoding.
 */
import type { IncomingHttpHeaders, IncomingMessage, OutgoingHttpHeaders, ServerResponse } from 'node:http';
import { LRUCache } from 'lru-cache';
import { createClientCounts } from '../link/client-counts.ts';
import { clientKey, countKeyOf } from '../link/client-key.ts';
import { EDGE_KEY_HEADER, quotaHeaders, sentKey, type EdgeKey } from '../link/edge-key.ts';
import { KEEP_HEADER, rateLimitHeaders, readKeep, writeVisit, type Counted } from '../link/kept-headers.ts';
import { chosenEncoding, isKnownTo, type Encoding } from '../link/negotiation.ts';
import { openApiLink } from './api-link.ts';
import { createKnownKeys } from './known-keys.ts';
import type { Watch } from './proxy.ts';

export interface KeptAnswers {
  /** Answers the request, or says how it goes on to the API. `address` is asked for only where a limit counts. */
  answer(req: IncomingMessage, res: ServerResponse, visitor: KeptVisitor): 'answered' | Onward;
  close(): void;
}

interface KeptVisitor {
  requestId: string;
  address: () => string;
}

/** How a request goes on to the API. */
interface Onward {
  /** What the API is told in the header of visits; null: the edge keeps nothing now. */
  visit: string | null;
  watch: Watch;
}

interface Entry {
  /** As a flat list of names and values; without those that each answer has of its own. */
  head: string[];
  /** The same without those of a body. */
  headWithoutBody: string[];
  etag: string;
  /** Small ones as latin1 text, which leaves together with its head in one piece. */
  body: Buffer | string;
  bytes: number;
  route: string;
  /** Of the monotonic clock, ms. */
  until: number;
  variesByOrigin: boolean;
}

const MAX_ENTRIES = 300;
const MAX_BYTES = 8 * 1024 * 1024;
const MAX_ENTRY_BYTES = MAX_BYTES / 8;
const MAX_TEXT_BYTES = 16 * 1024;
const MAX_SPELLINGS = 2_000;
const MAX_SPELLING_LENGTH = 500;
const MAX_ACCEPTED = 100;
const HEAD_BYTES = 1_024;

const ofEachAnswer = /^(?:date|x-request-id|ratelimit-.*|x-quota-.*|retry-after)$/;
const ofBody = new Set(['content-length', 'content-encoding']);

/** `now`: ms of the monotonic clock. */
export function createKeptAnswers(api: string, now = () => performance.now()): KeptAnswers {
  const counts = createClientCounts();
  const entries = new LRUCache<string, Entry>({
    max: MAX_ENTRIES,
    maxSize: MAX_BYTES,
    sizeCalculation: ({ bytes }) => bytes + HEAD_BYTES
  });
  const spellings = new LRUCache<string, string>({ max: MAX_SPELLINGS });
  const accepted = new LRUCache<string, Encoding>({ max: MAX_ACCEPTED });
  const keys = createKnownKeys(now);
  const link = openApiLink({ api, counts, onChange: () => entries.clear() });

  function encodingOf(header: string | undefined): Encoding {
    if (header === undefined) return 'identity';
    let encoding = accepted.get(header);
    if (encoding === undefined) accepted.set(header, (encoding = chosenEncoding(header)));
    return encoding;
  }

  function keptFor({ url = '', headers }: IncomingMessage): Entry | null {
    const id = spellings.get(url);
    if (id === undefined || hasBody(headers)) return null;
    const entry = entries.get(keyOf(id, encodingOf(headers['accept-encoding'])));
    if (entry === undefined || now() >= entry.until) return null;
    return entry.variesByOrigin && headers.origin !== undefined ? null : entry;
  }

  /** The body is taken only of what the API keeps too, and of the version that holds now. */
  function watch(req: IncomingMessage, status: number, headers: IncomingHttpHeaders, sent: OutgoingHttpHeaders) {
    const keep = readKeep(headers[KEEP_HEADER]?.toString() ?? '');
    const { url = '' } = req;
    const { etag } = headers;
    if (keep === null || etag === undefined || url.length > MAX_SPELLING_LENGTH) return null;
    const key = keyOf(keep.id, encodingOf(req.headers['accept-encoding']));
    const variesByOrigin = /\borigin\b/i.test(headers.vary ?? '');
    const isPlain = headers['set-cookie'] === undefined && !(variesByOrigin && req.headers.origin !== undefined);
    if (status !== 200 || req.method !== 'GET' || !isPlain || link.state()?.version !== keep.version) return null;
    spellings.set(url, keep.id);
    const length = Number(headers['content-length'] ?? Infinity);
    if (length > MAX_ENTRY_BYTES || entries.has(key)) return null;
    const until = now() + keep.leftMs;
    return (bytes: Buffer) => {
      if (bytes.length !== length || link.state()?.version !== keep.version) return;
      const head = Object.entries(sent).filter(([name]) => !ofEachAnswer.test(name));
      entries.set(key, {
        head: flat(head),
        headWithoutBody: flat(head.filter(([name]) => !ofBody.has(name))),
        etag,
        body: length <= MAX_TEXT_BYTES ? bytes.toString('latin1') : bytes,
        bytes: length,
        route: keep.route,
        until,
        variesByOrigin
      });
    };
  }

  /** Learns of the key that the request came with, and keeps the answer. */
  function watchFor(req: IncomingMessage, key: string | null): Watch {
    return (status, headers, sent) => {
      if (key !== null) keys.learn(key, headers[EDGE_KEY_HEADER]?.toString() ?? '');
      return watch(req, status, headers, sent);
    };
  }

  /** null: no limit applies. */
  function count(client: () => string, limit: number, isUnlimited: () => boolean): Counted | null {
    if (limit === 0 || isUnlimited()) return null;
    const { used, resetMs } = counts.claim(client());
    return { used, resetSeconds: Math.ceil(resetMs / 1_000) };
  }

  return {
    answer(req, res, { requestId, address }) {
      const state = link.state();
      if (state === null) return { visit: null, watch: () => null };
      const startedAt = performance.now();
      const { method = '', url = '' } = req;
      const sent = sentKey(req.headers);
      const key = sent === null ? null : keys.find(sent);
      // Whose key it is, is known with the answer of the API, which counts the request.
      if (sent !== null && key === null) return { visit: writeVisit(null), watch: watchFor(req, sent) };
      const limit = key?.perMinute ?? state.limit;
      const client = () => (key === null ? clientKey(address()) : countKeyOf(key.id));
      const counted = count(client, limit, () => state.isUnlimited(pathOf(url)));
      const isWithin = (counted === null || counted.used <= limit) && (key === null || hasLeft(key));
      const entry = isWithin && (method === 'GET' || method === 'HEAD') ? keptFor(req) : null;
      if (entry === null) return { visit: writeVisit(counted), watch: watchFor(req, sent) };
      const own = ['x-request-id', requestId, ...(counted ? rateLimitHeaders(limit, counted).flat() : [])];
      if (key !== null) {
        keys.serve(key);
        own.push(...quotaHeaders(key.month).flat());
      }
      const isKnown = isKnownTo(req.headers['if-none-match'], entry.etag);
      const status = isKnown ? 304 : 200;
      res.writeHead(status, (isKnown ? entry.headWithoutBody : entry.head).concat(own));
      if (isKnown || method === 'HEAD') res.end();
      else if (typeof entry.body === 'string') res.end(entry.body, 'latin1');
      else res.end(entry.body);
      const seconds = (performance.now() - startedAt) / 1_000;
      link.note({ method, route: entry.route, status, seconds, key: key?.id ?? null });
      return 'answered';
    },
    close: () => link.close()
  };
}

const hasLeft = ({ mayRead, month }: EdgeKey) => mayRead && month.used < month.limit;
const keyOf = (id: string, encoding: Encoding) => `${encoding} ${id}`;
const pathOf = (url: string) => url.replace(/[?#].*$/s, '');
const flat = (headers: [string, unknown][]) => headers.flatMap(([name, value]) => [name, String(value)]);

function hasBody(headers: IncomingHttpHeaders): boolean {
  return headers['content-length'] !== undefined || headers['transfer-encoding'] !== undefined;
}
