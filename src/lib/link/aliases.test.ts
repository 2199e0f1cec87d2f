import { expect, it } from 'vitest';
import { withoutAlias } from './aliases.ts';

it.each([
  ['POST', '/events', '/api/meter/events'],
  ['POST', '/api/events?x=1', '/api/meter/events?x=1'],
  ['GET', '/api/events', '/api/events'],
  ['GET', '/events', '/events'],
  ['GET', '/usage/acme?x=1', '/api/usage/acme?x=1'],
  ['GET', '/usage/key%3A1', '/api/usage/key%3A1'],
  ['GET', '/usage', '/usage'],
  ['GET', '/usage/__data.json?x=1', '/usage/__data.json?x=1'],
  ['GET', '/usage/', '/usage/'],
  ['GET', '/usage/a/b', '/usage/a/b'],
  ['POST', '/usage/acme', '/usage/acme'],
  ['POST', '/eventsx', '/eventsx'],
  ['POST', '/internal/indexer/events/replay', '/api/admin/indexer/events/replay'],
  ['GET', '/internal/indexer/status?x=1', '/api/admin/indexer/status?x=1'],
  ['GET', '/internal/indexer/events/replay', '/internal/indexer/events/replay'],
  ['GET', '/internal/jobs', '/internal/jobs']
])('%s %s is %s', (method, url, known) => {
  expect(withoutAlias(method, url)).toBe(known);
});
