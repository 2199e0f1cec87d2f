import { expect, it } from 'vitest';
import { apiBase } from './api-base.ts';

it.each([
  ['127.0.0.1', 'http://127.0.0.1:3000'],
  ['127.0.0.2', 'http://127.0.0.2:3000'],
  ['localhost', 'http://localhost:3000'],
  ['::1', 'http://[::1]:3000'],
  ['0.0.0.0', 'http://127.0.0.1:3000'],
  ['::', 'http://[::1]:3000'],
  ['192.168.1.5', 'http://127.0.0.1:3000'],
  ['fd00::5', 'http://127.0.0.1:3000'],
  ['tracker.internal', 'http://127.0.0.1:3000']
])('reaches an API at %s by loopback', (host, base) => {
  expect(apiBase({ host, port: 3_000 })).toBe(base);
});
