/** A key's text: how it is made, how it is found, and what is kept of it. */
import { hash, randomBytes, timingSafeEqual } from 'node:crypto';
import { KEY_START } from '../../platform/http/auth/api-key.ts';

const KEY_BYTES = 32;
const PREFIX_LENGTH = KEY_START.length + 8;
const FORM = /^ftk_[\w-]{43}$/;

export function newKey(): string {
  return KEY_START + randomBytes(KEY_BYTES).toString('base64url');
}

export const isKeyText = (text: string): boolean => FORM.test(text);
export const prefixOf = (key: string): string => key.slice(0, PREFIX_LENGTH);

/** SHA-256, hex: a key has 256 random bits, so nothing slower is needed to keep it secret. */
export const hashOf = (key: string): string => hash('sha256', key, 'hex');

/** Takes the same time whatever is given. */
export function isSameHash(a: string, b: string): boolean {
  const [one, other] = [Buffer.from(a), Buffer.from(b)];
  return one.length === other.length && timingSafeEqual(one, other);
}
