/**
 * For receivers of webhooks: whether a delivery is genuine. Copy this file, it needs nothing but Web Crypto (Node 20 and later,
 * Deno, Bun, workers).
 *
 * Answer with the status that it resolves with. Compare nothing yourself: the comparison takes the same time whatever is given.
 */
const MOST_BYTES = 256 * 1024;
const MOST_AGE_SECONDS = 300;

export interface WebhookCall {
  headers: Headers | Readonly<Record<string, string | string[] | undefined>>;
  /** As it came: not parsed, not written anew. */
  body: Uint8Array | string;
}

export interface WebhookChecks {
  /** `whsec_...`; undefined or empty: none is configured. */
  secret: string | undefined;
  /** Unix seconds; the clock's by default. */
  now?: number;
  /** Remembers a delivery's id; resolves with whether it was known. Left out: duplicates are not looked for. */
  isKnown?: (deliveryId: string) => boolean | Promise<boolean>;
}

export type WebhookVerdict =
  { status: 200; deliveryId: string; event: string } | { status: 400 | 401 | 409 | 413 | 500; reason: string };

export async function verifyWebhook({ headers, body }: WebhookCall, checks: WebhookChecks): Promise<WebhookVerdict> {
  const { secret, now = Math.floor(Date.now() / 1_000), isKnown } = checks;
  if (secret === undefined || secret === '') return { status: 500, reason: 'no secret is configured' };
  const bytes = typeof body === 'string' ? new TextEncoder().encode(body) : body;
  if (bytes.byteLength > MOST_BYTES) return { status: 413, reason: 'the body has more than 256 KiB' };
  const read = (name: string) => headerOf(headers, `x-fluxtracker-${name}`);
  const [deliveryId, timestamp, signature] = [read('delivery-id'), read('timestamp'), read('signature')];
  if (deliveryId === '' || timestamp === '' || signature === '') return { status: 401, reason: 'it is not signed' };
  if (!/^\d{1,15}$/.test(timestamp)) return { status: 400, reason: 'the timestamp is no number' };
  if (Math.abs(now - Number(timestamp)) > MOST_AGE_SECONDS) return { status: 401, reason: 'it is stale' };
  if (!(await isSigned({ secret, timestamp, bytes, signature })))
    return { status: 401, reason: 'the signature is wrong' };
  if (isKnown !== undefined && (await isKnown(deliveryId))) return { status: 409, reason: 'it was delivered before' };
  return { status: 200, deliveryId, event: read('event') };
}

/** Several signatures, by commas: during a rotation of the secret one of them is yours. */
async function isSigned({
  secret,
  timestamp,
  bytes,
  signature
}: {
  secret: string;
  timestamp: string;
  bytes: Uint8Array;
  signature: string;
}): Promise<boolean> {
  const encoder = new TextEncoder();
  const hmac = { name: 'HMAC', hash: 'SHA-256' };
  const key = await crypto.subtle.importKey('raw', encoder.encode(secret), hmac, false, ['verify']);
  const start = encoder.encode(`${timestamp}.`);
  const signed = new Uint8Array(start.length + bytes.byteLength);
  signed.set(start);
  signed.set(bytes, start.length);
  let isOne = false;
  for (const each of signature.split(',').slice(0, 4)) {
    const given = bytesOf(each.trim());
    if (given !== null && (await crypto.subtle.verify('HMAC', key, given, signed))) isOne = true;
  }
  return isOne;
}

/** null: it is not the hex of a SHA-256. */
function bytesOf(hex: string): Uint8Array<ArrayBuffer> | null {
  if (!/^[0-9a-f]{64}$/i.test(hex)) return null;
  return Uint8Array.from({ length: 32 }, (_, at) => Number.parseInt(hex.slice(2 * at, 2 * at + 2), 16));
}

function headerOf(headers: WebhookCall['headers'], name: string): string {
  if (headers instanceof Headers) return headers.get(name) ?? '';
  const found = Object.entries(headers).find(([each]) => each.toLowerCase() === name)?.[1];
  return Array.isArray(found) ? (found[0] ?? '') : (found ?? '');
}
