/**
 * Signatures of what is delivered: those of Standard Webhooks, and our own in hex. The secret is `whsec_` and base64; its
 * bytes are the key of the former, its text that of the latter. During a rotation the secret of before signs too.
 */
import { createHmac, randomBytes } from 'node:crypto';

const PREFIX = 'whsec_';
const SECRET_BYTES = 32;

export function newSecret(): string {
  return `${PREFIX}${randomBytes(SECRET_BYTES).toString('base64')}`;
}

export interface Signed {
  id: string;
  /** Unix seconds. */
  at: number;
  type: string;
  body: string;
}

/** Headers of a delivery. `secrets`: the current one first. */
export function signatureHeaders({ id, at, type, body }: Signed, secrets: readonly string[]): Record<string, string> {
  const standard = secrets.map((secret) => {
    const key = Buffer.from(secret.slice(PREFIX.length), 'base64');
    return `v1,${createHmac('sha256', key).update(`${id}.${at}.${body}`).digest('base64')}`;
  });
  const own = secrets.map((secret) => createHmac('sha256', secret).update(`${at}.${body}`).digest('hex'));
  return {
    'webhook-id': id,
    'webhook-timestamp': String(at),
    'webhook-signature': standard.join(' '),
    'x-fluxtracker-delivery-id': id,
    'x-fluxtracker-timestamp': String(at),
    'x-fluxtracker-signature': own.join(','),
    'x-fluxtracker-event': type
  };
}
