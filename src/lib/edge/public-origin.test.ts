import { describe, expect, it } from 'vitest';
import { publicOrigin } from './public-origin.ts';

const forwarded = { host: 'inner:37000', 'x-forwarded-proto': 'https', 'x-forwarded-host': 'flux.example' };

describe(publicOrigin, () => {
  it('is the configured origin, whatever a request says', () => {
    expect(publicOrigin(forwarded, false, { origin: 'https://a.example', trustProxy: 1 })).toEqual({
      protocol: 'https',
      host: 'a.example'
    });
  });
  it('is Host and the socket without trusted proxies', () => {
    const settings = { origin: null, trustProxy: 0 };
    expect(publicOrigin(forwarded, false, settings)).toEqual({ protocol: 'http', host: 'inner:37000' });
    expect(publicOrigin({ host: '[::1]:5173' }, true, settings)).toEqual({ protocol: 'https', host: '[::1]:5173' });
  });
  it('is what a trusted proxy says', () => {
    const settings = { origin: null, trustProxy: 1 };
    expect(publicOrigin(forwarded, false, settings)).toEqual({ protocol: 'https', host: 'flux.example' });
    expect(publicOrigin({ ...forwarded, 'x-forwarded-proto': 'http, https' }, false, settings).protocol).toBe('https');
  });
  it('never takes a host that is none', () => {
    const headers = { host: 'a b', 'x-forwarded-host': 'evil/path?x' };
    expect(publicOrigin(headers, false, { origin: null, trustProxy: 1 }).host).toBe('localhost');
  });
});
