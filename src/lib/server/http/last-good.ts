/** The newest answer there is, for while no store answers: marked stale wherever it says how fresh it is. */
import { createBody, type Body } from './bodies.ts';

export function lastGoodOf(body: Body): Body {
  const { 'Content-Type': type = '' } = body.headers;
  if (type !== 'application/json') return body;
  const value: unknown = JSON.parse(body.plain.toString(), (name, each: unknown) => (name === 'stale' ? true : each));
  return createBody(JSON.stringify(value), { status: body.status, type, cacheControl: 'no-cache' });
}
