import { gunzipSync } from 'node:zlib';
import { expect, it } from 'vitest';
import { closeAfterwards, servePages } from '../../tests/support/kept-pages-setup.ts';

closeAfterwards();

it('leaves from the edge for as long as it may be shared, each time with a nonce of its own', async () => {
  const { get, rendered, later } = await servePages();
  await get('/');
  const answers = [await get('/'), await get('/')];
  expect(rendered).toEqual(['/']);
  const nonces = answers.map(({ text, headers }) => {
    const nonce = /nonce="(.+?)"/.exec(text)?.[1];
    expect(headers.get('content-security-policy')).toBe(`script-src 'nonce-${nonce}'`);
    expect(headers.get('cache-control')).toBe('private, no-cache');
    expect(headers.get('content-length')).toBe(String(Buffer.byteLength(text)));
    return nonce;
  });
  expect(new Set(nonces).size).toBe(2);
  later.ms = 1_000;
  await get('/');
  expect(rendered).toEqual(['/', '/']);
});

it('is packed once for those who take gzip, and plain for those who take nothing', async () => {
  const { get, rendered } = await servePages();
  const plain = await get('/');
  const packed = await get('/', { 'accept-encoding': 'br, gzip' });
  expect([packed.headers.get('content-encoding'), packed.headers.get('vary')]).toEqual(['gzip', 'accept-encoding']);
  const unpacked = gunzipSync(packed.bytes).toString();
  expect(unpacked.replace(/"[^"]+"/, '')).toBe(plain.text.replace(/"[^"]+"/, ''));
  expect(rendered).toEqual(['/']);
});

it.each([
  ['another address', '/apps', {}],
  ['another theme', '/', { cookie: 'a=b; theme=light' }],
  ['a theme that the edge does not read', '/', { cookie: 'theme=%64ark' }],
  ['two themes', '/', { cookie: 'theme=dark; theme=light' }],
  ['another host', '/', { 'x-forwarded-host': 'other.example' }],
  ['another protocol', '/', { 'x-forwarded-proto': 'https' }],
  ['an encoding that is not kept', '/', { 'accept-encoding': 'br' }]
])('is not given to who asks for %s', async (_, path, headers) => {
  const { get, rendered } = await servePages();
  await get('/');
  await get(path, headers);
  expect(rendered).toEqual(['/', path]);
});

it('is not what was rendered for one visitor only', async () => {
  const { get, rendered } = await servePages({ isShared: false });
  await get('/');
  await get('/');
  expect(rendered).toEqual(['/', '/']);
});

it('is asked of the pages by every other method', async () => {
  const { get, rendered } = await servePages();
  await get('/');
  await get('/', {}, 'HEAD');
  await get('/', {}, 'POST');
  expect(rendered).toEqual(['/', '/', '/']);
});
