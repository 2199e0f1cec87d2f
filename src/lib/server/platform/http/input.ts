/** What a request asks, read by the endpoint's schemas. BadRequest names every fault at once. */
import type { Endpoint, Parsed } from '../../../contract/kit/endpoint.ts';
import { BadRequest } from '../errors.ts';
import { badRequest } from './problems.ts';

export interface RawInput {
  params: Record<string, unknown>;
  /** Path with query, as the client wrote it. */
  url: string;
  body: unknown;
}

export function readInput<E extends Endpoint>(endpoint: E, { params, url, body }: RawInput): Parsed<E> {
  const parts = [
    { place: 'path', result: endpoint.params.safeParse({ ...params }) },
    { place: 'query', result: endpoint.query.safeParse(queryOf(url)) },
    ...(endpoint.body === null ? [] : [{ place: 'body', result: endpoint.body.safeParse(body) }])
  ];
  const faults = parts.flatMap(({ place, result }) => (result.success ? [] : [badRequest(place, result.error, body)]));
  if (faults.length > 0) {
    throw new BadRequest(
      faults.map(({ message }) => message).join('; '),
      faults.flatMap(({ fields }) => fields)
    );
  }
  const [path, query, sent] = parts.map(({ result }) => result.data);
  return { params: path, query, body: sent ?? null } as Parsed<E>;
}

function queryOf(url: string): Record<string, string> {
  const at = url.indexOf('?');
  const entries = at < 0 ? [] : [...new URLSearchParams(url.slice(at + 1))];
  const names = entries.map(([name]) => name);
  const twice = [...new Set(names.filter((name, position) => names.indexOf(name) !== position))];
  if (twice.length > 0) {
    const fields = twice.map((name) => ({ name, message: 'given more than once' }));
    throw new BadRequest(fields.map(({ name, message }) => `${name}: ${message}`).join('; '), fields);
  }
  return Object.fromEntries(entries);
}
