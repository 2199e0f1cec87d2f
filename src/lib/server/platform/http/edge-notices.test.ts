import { pino } from 'pino';
import { expect, it } from 'vitest';
import { createEdgeNotices } from './edge-notices.ts';

it.each(['proxy_not_trusted', 'proxy_header_unread', 'trust_proxy_too_large', 'trust_proxy_too_small'])(
  'logs and keeps %s once, with what to do',
  (code) => {
    const { tell, notes, logged } = setup();
    for (const peer of ['::ffff:127.0.0.1', '127.0.0.1', '::1']) tell(`${code} x-real-ip`, peer);
    expect(notes()).toMatchObject([{ code, since: 7, message: expect.stringContaining('TRUST_PROXY') as unknown }]);
    expect(notes()[0]?.message).toMatch(/Set it to the number of proxies|Let the proxy send X-Forwarded-For/);
    expect(logged).toMatchObject([{ level: 40, code, msg: 'proxy setting doubted', remedy: notes()[0]?.message }]);
  }
);

it('believes nothing that is made up or comes from elsewhere', () => {
  const { tell, notes, logged } = setup();
  for (const text of ['', 'proxy_not_trusted <script>', 'constructor x-real-ip', 'other x-real-ip']) tell(text);
  tell('proxy_not_trusted x-real-ip', '203.0.113.9');
  expect([notes(), logged]).toEqual([[], []]);
});

function setup() {
  const logged: unknown[] = [];
  const log = pino({}, { write: (line: string) => void logged.push(JSON.parse(line)) });
  const { hear, notes } = createEdgeNotices({ now: () => 7, log });
  const tell = (text: string, remoteAddress = '127.0.0.1') =>
    hear({ headers: { 'x-edge-notice': text }, socket: { remoteAddress } } as never);
  return { tell, notes, logged };
}
