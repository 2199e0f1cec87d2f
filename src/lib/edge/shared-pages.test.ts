import { expect, it } from 'vitest';
import { gunzipSync } from 'node:zlib';
import { createSharedPages } from './shared-pages.ts';

const page = (body: string, headers: Record<string, string> = {}) =>
  new Response(`<script nonce="abc=">${body}</script>`, {
    headers: {
      'content-type': 'text/html',
      'content-security-policy': "script-src 'nonce-abc='",
      etag: '"1"',
      ...headers
    }
  });

function setup() {
  let count = 0;
  const share = createSharedPages({ ttlMs: 60_000, maxEntries: 10 });
  const rendered = (make: (count: number) => Response) => () => Promise.resolve(make(++count));
  const ask = (make: (count: number) => Response, key = '/', isPersonal = false, encodings: string | null = null) =>
    share({ key, encodings, render: rendered(make), isPersonal: () => isPersonal });
  return { ask, count: () => count };
}

it('renders once for those who ask within a moment, each with a nonce of its own', async () => {
  const { ask, count } = setup();
  const answers = await Promise.all([1, 2, 3].map(() => ask((at) => page(`page ${at}`))));
  const nonces = await Promise.all(
    answers.map(async (answer) => {
      const html = await answer.text();
      const [, inPage, body] = /nonce="(.+?)">(.*)</.exec(html) ?? [];
      expect(body).toBe('page 1');
      expect(answer.headers.get('content-security-policy')).toBe(`script-src 'nonce-${inPage}'`);
      expect(answer.headers.get('etag')).toBeNull();
      return inPage;
    })
  );
  expect(new Set([...nonces, 'abc=']).size).toBe(4);
  expect(count()).toBe(1);
});

it('is compressed for those who take it so, with a nonce of its own and as whole as it was rendered', async () => {
  const { ask, count } = setup();
  const body = 'figures '.repeat(500);
  const answers = await Promise.all(
    ['br, gzip', 'gzip', 'gzip;q=0, br', null].map((encodings) => ask(() => page(body), '/', false, encodings))
  );
  const encodings = answers.map(({ headers }) => headers.get('content-encoding'));
  expect(encodings).toEqual(['gzip', 'gzip', null, null]);
  const pages = await Promise.all(
    answers.map(async (answer, at) => {
      const bytes = Buffer.from(await answer.arrayBuffer());
      const html = (encodings[at] === null ? bytes : gunzipSync(bytes)).toString();
      const nonce = /'nonce-(.+?)'/.exec(answer.headers.get('content-security-policy') ?? '')?.[1];
      expect(html).toBe(`<script nonce="${nonce}">${body}</script>`);
      return html;
    })
  );
  expect(new Set(pages).size).toBe(4);
  expect(count()).toBe(1);
});

it('keeps addresses apart', async () => {
  const { ask } = setup();
  await ask(() => page('one'), '/?page=1');
  expect(await (await ask(() => page('two'), '/?page=2')).text()).toContain('two');
});

it.each([
  ['an error', () => new Response('no', { status: 404, headers: { 'content-type': 'text/html' } })],
  ['a redirect', () => new Response(null, { status: 303, headers: { location: '/' } })],
  ['a page without a nonce', () => new Response('plain', { headers: { 'content-type': 'text/html' } })],
  ['a page with a cookie', () => page('mine', { 'set-cookie': 'a=b' })]
])('renders %s for whoever asked', async (_, make) => {
  const { ask, count } = setup();
  const answers = [await ask(make), await ask(make)];
  expect(answers.map(({ status }) => status)).toEqual([make().status, make().status]);
  expect(count()).toBe(2);
});

it('does not hand on what was rendered for one visitor only', async () => {
  const { ask, count } = setup();
  expect(await (await ask((at) => page(`for ${at}`), '/', true)).text()).toContain('for 1');
  expect(await (await ask((at) => page(`for ${at}`), '/', true)).text()).toContain('for 2');
  expect(count()).toBe(2);
});

it('keeps no failure', async () => {
  const { ask } = setup();
  await expect(
    ask(() => {
      throw new Error('broken');
    })
  ).rejects.toThrow('broken');
  expect(await (await ask(() => page('well'))).text()).toContain('well');
});
