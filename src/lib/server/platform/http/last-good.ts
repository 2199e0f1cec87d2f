/** The newest answer there is, for while no store answers: marked stale wherever it says how fresh it is. */
import { createBody, type Body } from './bodies.ts';

/** `now`: unix seconds. */
export function lastGoodOf(body: Body, now: number): Body {
  const { 'Content-Type': type = '' } = body.headers;
  if (type !== 'application/json') return body;
  const value: unknown = JSON.parse(body.plain.toString(), (_, each: unknown) =>
    isAged(each) ? aged(each, now) : each
  );
  return createBody(JSON.stringify(value), { status: body.status, type, cacheControl: 'no-cache' });
}

interface Aged {
  stale: boolean;
  asOf?: unknown;
  fresh?: unknown;
  cacheAge?: unknown;
}

function isAged(value: unknown): value is Aged {
  return typeof value === 'object' && value !== null && 'stale' in value && typeof value.stale === 'boolean';
}

/** A section says the same of its age in several ways: none may contradict another. */
function aged(section: Aged, now: number): Aged {
  const { asOf, fresh, cacheAge } = section;
  return {
    ...section,
    stale: true,
    ...(typeof fresh === 'boolean' && { fresh: false }),
    ...(typeof cacheAge === 'number' && typeof asOf === 'number' && { cacheAge: Math.max(0, now - asOf) })
  };
}
