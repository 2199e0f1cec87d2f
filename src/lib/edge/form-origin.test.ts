import { describe, expect, it } from 'vitest';
import { foreignForm } from './form-origin.ts';

const BELIEVED = 'http://flux.example';
const post = (origin?: string, method = 'POST') =>
  foreignForm({ method, headers: new Headers(origin === undefined ? {} : { origin }) }, BELIEVED);

describe(foreignForm, () => {
  it('takes forms of its own pages, and whatever only reads', () => {
    expect(post(BELIEVED)).toBeNull();
    expect(post('http://evil.test', 'GET')).toBeNull();
  });
  it('says what it believes and what to set when a proxy in front ends TLS', () => {
    const message = post('https://flux.example')?.message;
    expect(message).toContain('sent from https://flux.example');
    expect(message).toContain('believes that its own address is http://flux.example');
    expect(message).toContain('ORIGIN=https://flux.example');
    expect(message).toContain('TRUST_PROXY');
  });
  it('knows a proxy that also changes the port', () => {
    const headers = new Headers({ origin: 'https://flux.example' });
    expect(foreignForm({ method: 'POST', headers }, 'http://flux.example:37000')?.message).toContain(
      'ORIGIN=https://flux.example,'
    );
  });
  it('never proposes the address of somebody else', () => {
    const foreign = post('http://evil.test');
    expect(foreign?.message).toContain('sent from http://evil.test');
    expect(foreign?.message).not.toContain('ORIGIN=');
  });
  it.each([undefined, 'null', 'not an origin'])('refuses a form that comes from %s', (origin) => {
    expect(post(origin)?.message).toContain(BELIEVED);
  });
});
