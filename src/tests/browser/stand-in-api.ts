/** A server that answers as the API does, from sample answers; how it feels can be changed while it runs. */
import { createHash } from 'node:crypto';
import { once } from 'node:events';
import { createServer, type IncomingMessage, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import { pipeline, Readable } from 'node:stream';
import { Period } from '../../lib/contract/ledger/revenue.ts';
import { addDays } from '../../lib/domain/time/periods.ts';
import { createAdminApi } from './admin-api.ts';
import * as sample from './sample-answers.ts';
import { censusAnswer } from './sample-census.ts';
import { networkAnswer } from './sample-network.ts';
import { tablesAnswer } from './sample-tables.ts';

export type Mood = 'well' | 'first sync' | 'failing';
/** garbled: 200 with half a document; strange: 200 with another document; silent: no answer. */
export type Fault = 'garbled' | 'strange' | 'silent' | 'gateway';

interface State {
  mood: Mood;
  payments: number;
  /** Paths that answer something else than they should. */
  broken: Map<string, Fault>;
  /** What an export has: its rows, whether it waits for something, and what happens to it in their middle. */
  export: { rows: number; held: Promise<undefined> | null; harm: 'cut' | 'ended' | 'damaged' | null };
}

const TODAY = new Date().toISOString().slice(0, 10);
const TOTAL = 25_117;
const APPS = 1_204;
const PIECE_ROWS = 50;
/** As wide as those of the product. */
const EXPORTED_ROW = `${'0'.repeat(150)},1.00000000\r\n`;

/** A document that asks for nothing, where pages rest between tests. */
export const BLANK = '/api/blank';

/** Answered by the API as it ships, on a store of its own. */
const SHIPPED = /^\/api\/(?:admin|bitcoin|chain|meter|keys|webhooks|live|events\/types)(?:[/?]|$)/;

export async function startStandInApi(port = 0) {
  const state: State = {
    mood: 'well',
    payments: TOTAL,
    broken: new Map(),
    export: { rows: 100, held: null, harm: null }
  };
  const asked: string[] = [];
  const feeds = new Set<ServerResponse>();
  const admin = await createAdminApi();
  const server = createServer((req, res) => {
    if (req.url?.startsWith('/api/live') === true) {
      res.writeHead(200, { 'content-type': 'text/event-stream' }).write('retry: 2000\nid: 1\n\n');
      feeds.add(res);
      res.once('close', () => feeds.delete(res));
      return;
    }
    asked.push(req.url ?? '');
    if (SHIPPED.test(req.url ?? '')) admin.app(req, res);
    else answer(req, res, state);
  });
  server.listen(port, '127.0.0.1');
  await once(server, 'listening');

  async function close(): Promise<void> {
    server.closeAllConnections();
    await new Promise<void>((resolve) => void server.close(() => resolve()));
    await admin.close();
  }
  /** To every open page. */
  const tell = () => feeds.forEach((res) => res.write('id: 2\ndata: {"type":"payment.seen"}\n\n'));
  return {
    state,
    asked,
    tell,
    feeds: () => feeds.size,
    runs: admin.runs,
    port: (server.address() as AddressInfo).port,
    close
  };
}

function answer(req: IncomingMessage, res: ServerResponse, state: State): void {
  const url = new URL(req.url ?? '/', 'http://stand-in');
  const now = Math.floor(Date.now() / 1000);
  const send = (status: number, body: unknown, type = 'application/json') => {
    res.writeHead(status, { 'content-type': type }).end(JSON.stringify(body));
  };
  const problem = (status: number, detail: string) =>
    send(
      status,
      { type: 'about:blank', title: 'Problem', status, detail, code: 'x', requestId: 'r' },
      'application/problem+json'
    );

  const fault = state.broken.get(url.pathname);
  if (fault !== undefined) {
    misbehave(res, fault);
    return;
  }
  if (url.pathname === '/api/health/live') {
    send(200, { status: 'live', uptime: 1 });
    return;
  }
  if (url.pathname === BLANK) {
    res.writeHead(200, { 'content-type': 'text/html' }).end('<link rel="icon" href="data:,"><title>Blank</title>');
    return;
  }
  const isSyncing = state.mood === 'first sync';
  if (url.pathname === '/api/health') {
    send(200, isSyncing ? sample.sampleFirstSync(now) : sample.sampleHealth(now));
    return;
  }
  if (state.mood === 'failing') {
    problem(503, 'The database does not answer.');
    return;
  }
  if (url.pathname === '/api/transactions/export') {
    sendExport(res, url.searchParams.get('proof') === 'line', state.export);
    return;
  }
  const body = bodyOf(url, now, isSyncing ? 0 : state.payments, isSyncing);
  if (body === undefined) {
    problem(404, 'no such route');
    return;
  }
  if (body === null) {
    problem(400, 'search: 3 to 64 characters');
    return;
  }
  send(200, body);
}

function misbehave(res: ServerResponse, fault: Fault): void {
  if (fault === 'silent') return;
  const json = { 'content-type': 'application/json' };
  if (fault === 'gateway') res.writeHead(502, { 'content-type': 'text/html' }).end('<h1>Bad Gateway</h1>');
  else res.writeHead(200, json).end(fault === 'garbled' ? '{"count": 3, "da' : '{"hello": ["world"]}');
}

function sendExport(res: ServerResponse, hasProofLine: boolean, { rows, held, harm }: State['export']): void {
  const hash = createHash('sha256');
  const counted = (text: string) => {
    hash.update(text);
    return text;
  };
  async function* file() {
    yield counted('txid,amount\r\n');
    for (let row = 0; row < rows; row += PIECE_ROWS) {
      if (row === rows / 2) {
        await held;
        if (harm === 'cut') throw new Error('cut');
        if (harm === 'ended') return;
        if (harm === 'damaged') hash.update('a byte that is not sent');
      }
      yield counted(EXPORTED_ROW.repeat(PIECE_ROWS));
    }
    if (hasProofLine) yield `# rows=${rows} sha256=${hash.digest('hex')}\r\n`;
  }
  res.writeHead(200, { 'content-type': 'text/csv' });
  pipeline(Readable.from(file()), res, () => res.destroy());
}

/** undefined: no such route; null: a bad request. */
function bodyOf(url: URL, now: number, payments: number, isSyncing: boolean): unknown {
  const { pathname, searchParams: query } = url;
  const fresh = { asOf: isSyncing ? null : now - 12, stale: false };
  const page = Number(query.get('page') ?? 1);
  const limit = Number(query.get('limit') ?? 50);
  const rows = <T>(total: number, row: (index: number) => T) =>
    Array.from({ length: Math.max(0, Math.min(limit, total - (page - 1) * limit)) }, (_, i) =>
      row((page - 1) * limit + i)
    );
  const paged = (total: number) => ({ total, page, limit, totalPages: Math.ceil(total / limit), ...fresh });

  const period = Period.safeParse(/^\/api\/revenue\/(\w+)$/.exec(pathname)?.[1]);
  if (period.success) return isSyncing ? sample.unknownRevenue(period.data) : sample.sampleRevenue(period.data, now);
  switch (pathname) {
    case '/api/sources/drifts':
      return { drifts: [] };
    case '/api/alerts':
      return { alerts: [], open: 0, ...fresh };
    case '/api/health/days':
      return sample.sampleServiceDays(now);
    case '/api/header':
      return sample.sampleHeader(now);
    case '/api/transactions/paginated': {
      const search = query.get('search');
      if (search !== null && search.length < 3) return null;
      const isFound = search !== 'nothing' && query.get('appName') !== 'no-such-app';
      const total = isFound ? payments : 0;
      const transactions = rows(total, (index) => sample.samplePayment(index, now));
      return { transactions, totalIsLowerBound: false, ...paged(total) };
    }
    case '/api/analytics/apps': {
      const search = query.get('search');
      const total = isSyncing || search === 'no-such-app' ? 0 : search === null ? APPS : 3;
      return { apps: rows(total, (index) => sample.sampleApp(index, now)), ...paged(total) };
    }
    case '/api/history/revenue/daily':
    case '/api/history/revenue/daily-usd': {
      const end = query.get('end_date') ?? TODAY;
      const start = query.get('start_date') ?? addDays(TODAY, 1 - Math.min(900, Number(query.get('limit') ?? 365)));
      const days = isSyncing ? [] : sample.sampleDays(start, end).map((day) => sample.sinceFirst(day));
      const data = pathname.endsWith('usd')
        ? days.map(({ date, revenue }) => ({
            date,
            revenueUsd: revenue === null ? null : (Number(revenue) / 14).toFixed(2),
            pricedCount: revenue === null ? null : 500,
            totalCount: revenue === null ? null : 501
          }))
        : days;
      return { count: data.length, data, firstDate: isSyncing ? null : sample.FIRST_DAY, ...fresh };
    }
    default:
      return (
        tablesAnswer({ url, now, payments, isSyncing }) ??
        networkAnswer({ url, now, isSyncing }) ??
        censusAnswer({ url, now, isSyncing })
      );
  }
}
