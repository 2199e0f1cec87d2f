import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { reloading, watchPageData, type Lost } from './page-data.ts';

const PAGE = 'http://here.test/nodes?search=a+b&tier=nimbus';
const DATA = 'http://here.test/nodes/__data.json?search=a%20b&tier=nimbus&x-sveltekit-invalidated=01';

beforeEach(() => void vi.stubGlobal('location', { href: 'http://here.test/' }));
afterEach(() => void vi.unstubAllGlobals());

describe(watchPageData, () => {
  it.each([
    ['no answer', () => Promise.reject(new TypeError('Failed to fetch')), 'The site cannot be reached.'],
    ['a gateway without a server', () => Promise.resolve(new Response('', { status: 502 })), 'The site answered 502.'],
    ['silence', () => Promise.reject(new DOMException('', 'TimeoutError')), 'The site did not answer in time.']
  ])('keeps the view on %s, and says why', async (_, answer, reason) => {
    const { host, lost, isOpen } = setup({ answer, going: PAGE });
    const asked = host.fetch(DATA);
    await vi.waitFor(() => expect(lost).toEqual([{ href: PAGE, reason }]));
    expect(await isOpen(asked)).toBe(true);
  });
  it('hands on what was answered: a page, and that there is none', async () => {
    for (const status of [200, 404]) {
      const { host, lost } = setup({ answer: () => Promise.resolve(new Response('{}', { status })), going: PAGE });
      expect((await host.fetch(DATA)).status).toBe(status);
      expect(lost).toEqual([]);
    }
  });
  it('lets a question fail that was asked in advance: nobody is on the way', async () => {
    for (const going of [null, 'http://here.test/apps']) {
      const { host, lost } = setup({ answer: () => Promise.reject(new TypeError('away')), going });
      await expect(host.fetch(DATA)).rejects.toThrow('away');
      expect(lost).toEqual([]);
    }
  });
  it('leaves every other question alone', async () => {
    const { host } = setup({ answer: () => Promise.resolve(new Response('', { status: 503 })), going: PAGE });
    expect((await host.fetch('/api/health/live')).status).toBe(503);
  });
  it('gives the window its fetch back', () => {
    const { host, given, stop } = setup({ answer: () => Promise.reject(new Error('away')), going: null });
    stop();
    expect(host.fetch).toBe(given);
  });
});

describe(reloading, () => {
  it('fails when the data cannot be had, though the router would wait for ever', async () => {
    const { host, lost, isOpen } = setup({ answer: () => Promise.reject(new TypeError('away')), going: null });
    let asked: Promise<unknown> = Promise.resolve();
    const load = async () => {
      asked = host.fetch(DATA);
      await asked;
    };
    await expect(reloading(load)).rejects.toThrow('cannot be reached');
    expect(await isOpen(asked)).toBe(true);
    expect(lost).toEqual([]);
  });
  it('is done when the data are there', async () => {
    await expect(reloading(() => Promise.resolve())).resolves.toBeUndefined();
  });
});

function setup({ answer, going }: { answer: () => Promise<Response>; going: string | null }) {
  const lost: Lost[] = [];
  const given = vi.fn<typeof fetch>(answer);
  const host = { fetch: given as typeof fetch };
  const stop = watchPageData({ goingTo: () => going, onLost: (what) => lost.push(what), host });
  // Answers are there at once, so whatever follows from them has happened before the next turn.
  const isOpen = (asked: Promise<unknown>) =>
    Promise.race([asked.then(() => false), new Promise<boolean>((resolve) => setImmediate(() => resolve(true)))]);
  return { host, given, lost, stop, isOpen };
}
