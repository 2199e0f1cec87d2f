import { expect, it } from 'vitest';
import { createBody } from './bodies.ts';
import { lastGoodOf } from './last-good.ts';

const NOW = 1_000;

it('calls every section stale, nothing fresh, and counts ages up to now', () => {
  const carousel = { stats: [], cached: true, cacheAge: 5, fresh: true, timestamp: 400, asOf: 400, stale: false };
  expect(read({ ...carousel, inner: { asOf: null, stale: false, cacheAge: null } })).toEqual({
    ...carousel,
    cacheAge: 600,
    fresh: false,
    stale: true,
    inner: { asOf: null, stale: true, cacheAge: null }
  });
});

it('changes nothing else, whatever it is called', () => {
  const answer = { apps: [{ name: 'stale', fresh: 3 }], stale: 'a text', fresh: true, count: 0, none: null };
  expect(read(answer)).toEqual(answer);
});

it('leaves what is no JSON as it is', () => {
  const body = createBody('"stale": false', { status: 200, type: 'text/css', cacheControl: 'no-cache' });
  expect(lastGoodOf(body, NOW)).toBe(body);
});

function read(value: object): unknown {
  const body = createBody(JSON.stringify(value), { status: 200, type: 'application/json', cacheControl: 'x' });
  return JSON.parse(lastGoodOf(body, NOW).plain.toString());
}
