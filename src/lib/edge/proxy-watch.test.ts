import { describe, expect, it } from 'vitest';
import { createProxyWatch, type ProxyNotice } from './proxy-watch.ts';

type Asked = [peer: string, headers: Record<string, string>];
const flush = () => new Promise((resolve) => void setImmediate(resolve));

describe.each([
  'X-Forwarded-For',
  ...[
    'Forwarded',
    'X-Real-IP',
    'CF-Connecting-IP',
    'True-Client-IP',
    'X-Client-IP',
    'Fly-Client-IP',
    'X-Forwarded-Proto'
  ]
])('%s while no proxy is trusted', (name) => {
  it.each(['127.0.0.1', '::1', '::ffff:172.17.0.1', '10.1.2.3', '192.168.1.1', '100.64.0.7', 'fd00::1'])(
    'is noticed once from %s',
    (peer) => {
      const header = name.toLowerCase();
      const ask: Asked = [peer, { [header]: '203.0.113.9' }];
      expect(noticed(0, [ask, ask, ask])).toEqual([{ code: 'proxy_not_trusted', header }]);
    }
  );
});

it('is not noticed from a visitor, whatever he sends, until one peer speaks for several', () => {
  const from = (client: string): Asked => ['198.51.100.1', { 'x-forwarded-for': client }];
  expect(noticed(0, [from('203.0.113.1'), from('203.0.113.1'), from('10.0.0.1'), from('203.0.113.2')])).toEqual([]);
  expect(noticed(0, ['203.0.113.1', '203.0.113.2', '203.0.113.3'].map(from))).toHaveLength(1);
});

it.each<[string, number, Asked, ProxyNotice['code'] | null]>([
  ['fits one proxy', 1, ['10.0.0.1', { 'x-forwarded-for': '203.0.113.9' }], null],
  ['fits two proxies', 2, ['10.0.0.1', { 'x-forwarded-for': '203.0.113.9, 10.0.0.2' }], null],
  ['fits a visitor in the same house', 1, ['10.0.0.1', { 'x-forwarded-for': '192.168.1.5' }], null],
  ['counts a proxy that is not there', 2, ['10.0.0.1', { 'x-forwarded-for': '203.0.113.9' }], 'trust_proxy_too_large'],
  ['leaves a proxy out', 1, ['10.0.0.1', { 'x-forwarded-for': '203.0.113.9, 10.0.0.2' }], 'trust_proxy_too_small'],
  [
    'waits for a header that is not sent',
    1,
    ['10.0.0.1', { 'cf-connecting-ip': '203.0.113.9' }],
    'proxy_header_unread'
  ],
  ['needs none of a health check', 1, ['127.0.0.1', {}], null]
])('knows when TRUST_PROXY %s', (_, trustProxy, ask, code) => {
  expect(noticed(trustProxy, [ask]).map((notice) => notice.code)).toEqual(code === null ? [] : [code]);
});

it('is told again where nobody heard it', async () => {
  let tries = 0;
  const look = createProxyWatch(0, () => (++tries === 1 ? Promise.reject(new Error('away')) : Promise.resolve()));
  for (let asked = 0; asked < 3; asked++) {
    look({ headers: { 'x-real-ip': '203.0.113.9' }, socket: { remoteAddress: '127.0.0.1' } });
    await flush();
  }
  expect(tries).toBe(2);
});

function noticed(trustProxy: number, asked: Asked[]): ProxyNotice[] {
  const notices: ProxyNotice[] = [];
  const look = createProxyWatch(trustProxy, (notice) => {
    notices.push(notice);
    return Promise.resolve();
  });
  for (const [remoteAddress, headers] of asked) look({ headers, socket: { remoteAddress } });
  return notices;
}
