/** The verifier that we give away, against signatures made by the published library and by ourselves. */
import { createHmac } from 'node:crypto';
import { Webhook } from 'standardwebhooks';
import { expect, it } from 'vitest';
import { signatureHeaders } from '../server/platform/signing/sign.ts';
import { verifyWebhook } from './webhook-signature.ts';

const secret = `whsec_${Buffer.alloc(32, 7).toString('base64')}`;
const other = `whsec_${Buffer.alloc(32, 8).toString('base64')}`;
const AT = 1_795_188_600;
const body = '{"seq":1,"ä":"€"}';
const signed = (secrets = [secret], given: { body?: string; at?: number } = {}) => ({
  headers: signatureHeaders({ id: 'wh_1.7', type: 'payment.seen', body, at: AT, ...given }, secrets),
  body: given.body ?? body
});
const checks = { secret, now: AT };

it('takes what is signed, as text and as bytes, whatever the case of the headers', async () => {
  const well = { status: 200, deliveryId: 'wh_1.7', event: 'payment.seen' };
  expect(await verifyWebhook(signed(), checks)).toEqual(well);
  const { headers } = signed();
  expect(await verifyWebhook({ headers: new Headers(headers), body: new TextEncoder().encode(body) }, checks)).toEqual(
    well
  );
  const upper = Object.fromEntries(Object.entries(headers).map(([name, value]) => [name.toUpperCase(), value]));
  expect(await verifyWebhook({ headers: upper, body }, checks)).toEqual(well);
});

it('is the HMAC that the contract names', () => {
  const { headers } = signed();
  const own = createHmac('sha256', secret).update(`${AT}.${body}`).digest('hex');
  expect(headers['x-fluxtracker-signature']).toBe(own);
  const at = new Date(AT * 1_000);
  expect(headers['webhook-signature']).toBe(new Webhook(secret).sign('wh_1.7', at, body));
});

it.each(['x-fluxtracker-delivery-id', 'x-fluxtracker-timestamp', 'x-fluxtracker-signature'])(
  'answers 401 without %s',
  async (name) => {
    const { headers } = signed();
    const { [name]: _, ...rest } = headers;
    expect(await verifyWebhook({ headers: rest, body }, checks)).toMatchObject({ status: 401 });
  }
);

it.each([
  ['300 s old', AT + 300, 200],
  ['301 s old', AT + 301, 401],
  ['300 s ahead', AT - 300, 200],
  ['301 s ahead', AT - 301, 401]
])('answers for one that is %s at %i with %i', async (_, now, status) => {
  expect((await verifyWebhook(signed(), { ...checks, now })).status).toBe(status);
});

it.each(['soon', '1.5', '-1', '0x10', '1e3', ''.padEnd(16, '9')])('answers 400 for the timestamp %j', async (text) => {
  const { headers } = signed();
  const call = { headers: { ...headers, 'x-fluxtracker-timestamp': text }, body };
  expect((await verifyWebhook(call, checks)).status).toBe(400);
});

it('answers 401 for another body, secret, time or signature', async () => {
  const { headers } = signed();
  expect((await verifyWebhook({ headers, body: `${body} ` }, checks)).status).toBe(401);
  expect((await verifyWebhook(signed(), { ...checks, secret: other })).status).toBe(401);
  const moved = { ...headers, 'x-fluxtracker-timestamp': String(AT + 1) };
  expect((await verifyWebhook({ headers: moved, body }, checks)).status).toBe(401);
  for (const wrong of ['', 'zz', 'a'.repeat(64), `${headers['x-fluxtracker-signature'] ?? ''}0`]) {
    const call = { headers: { ...headers, 'x-fluxtracker-signature': wrong }, body };
    expect((await verifyWebhook(call, checks)).status).toBe(401);
  }
});

it('answers 413 beyond 256 KiB, before anything else but a missing secret', async () => {
  const most = 'a'.repeat(256 * 1024);
  expect((await verifyWebhook(signed([secret], { body: most }), checks)).status).toBe(200);
  expect((await verifyWebhook({ headers: {}, body: `${most}a` }, checks)).status).toBe(413);
});

it('answers 409 for what was delivered before, and asks of nothing that is not genuine', async () => {
  const known = new Set<string>();
  const asked: string[] = [];
  const isKnown = (id: string) => {
    asked.push(id);
    return known.size === known.add(id).size;
  };
  expect((await verifyWebhook({ ...signed(), body: 'x' }, { ...checks, isKnown })).status).toBe(401);
  expect(asked).toEqual([]);
  expect((await verifyWebhook(signed(), { ...checks, isKnown })).status).toBe(200);
  expect((await verifyWebhook(signed(), { ...checks, isKnown })).status).toBe(409);
});

it.each([undefined, ''])('answers 500 with %j for a secret', async (missing) => {
  expect((await verifyWebhook(signed(), { ...checks, secret: missing })).status).toBe(500);
});

it('takes either secret while both sign, as the published library does', async () => {
  const call = signed([other, secret]);
  for (const each of [secret, other]) expect((await verifyWebhook(call, { ...checks, secret: each })).status).toBe(200);
});
