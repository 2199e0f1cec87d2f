/** The keys of a project, in the form that PostgREST itself reads: tokens signed with the project's secret. */
import { createHmac } from 'node:crypto';

/** @param role that a caller with this key has in the database */
export function keyFor(role: string, secret: string): string {
  const content = [
    { alg: 'HS256', typ: 'JWT' },
    { iss: 'supabase', role }
  ]
    .map(encode)
    .join('.');
  return `${content}.${createHmac('sha256', secret).update(content).digest('base64url')}`;
}

function encode(part: object): string {
  return Buffer.from(JSON.stringify(part)).toString('base64url');
}
