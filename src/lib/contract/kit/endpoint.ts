/**
 * One declaration per HTTP endpoint. The Express route, the validation, the types, the client, the OpenAPI document and
 * the test that enumerates routes are all derived from it.
 *
 * Query and path schemas read text as a URL carries it and refuse what they do not know; answers are strict objects, so
 * that a field that is not declared cannot leave.
 */
import * as z from 'zod';

export type Method = 'GET' | 'POST' | 'DELETE';

/** What a key may be allowed to do. */
export const scopes = ['read', 'export', 'streams:write', 'webhooks', 'meter:write', 'meter:read'] as const;
export type Scope = (typeof scopes)[number];

/** How long an answer may be used without asking again; 0 = always ask (the ETag then saves the body). */
export interface CachePolicy {
  /** For the visitor. */
  maxAgeSeconds: number;
  /** Within the API, which also drops the answer when the data it was made of changes. */
  serverSeconds: number;
}

export interface Endpoint {
  /** Unique; the operationId of the OpenAPI document. */
  id: string;
  method: Method;
  /** With `:name` for each of `params`. */
  path: `/api/${string}`;
  summary: string;
  params: z.ZodObject;
  query: z.ZodObject;
  /** Of the request; null = none is read. */
  body: z.ZodType | null;
  response: z.ZodType;
  /** Of a success. */
  status: 200 | 201 | 202;
  /** key: the admin token, a session, or a key with the scope. A public one is open without a key. */
  auth: 'public' | 'key' | 'admin';
  /** What a key needs here, also where nobody needs a key; null: any key will do. No key opens what is the administrator's. */
  scope: Scope | null;
  /** Of a public one: which questions are the administrator's, by their query. Absent: none. */
  isForOperators?: (query: URLSearchParams) => boolean;
  /** Of the request. */
  maxBodyBytes: number;
  /** null = `no-store`. */
  cache: CachePolicy | null;
  /** Media types of a success, the usual one first. */
  produces: readonly [string, ...string[]];
  /** The body is sent as it is made; it has no length, no ETag and no schema of its own. */
  isStream: boolean;
}

const none = z.strictObject({});
const defaults = {
  method: 'GET',
  params: none,
  query: none,
  body: null,
  status: 200,
  auth: 'public',
  scope: 'read',
  maxBodyBytes: 16 * 1024,
  cache: null,
  produces: ['application/json'],
  isStream: false
} as const satisfies Partial<Endpoint>;

type Declaration = Partial<Endpoint> & Pick<Endpoint, 'id' | 'path' | 'summary' | 'response'>;
type Declared<D extends Declaration> = Omit<typeof defaults, keyof D> & D;

export function endpoint<const D extends Declaration>(declaration: D): Declared<D> {
  return Object.assign({ ...defaults }, declaration);
}

/** What the server's handler is given: parsed. */
export interface Parsed<E extends Endpoint> {
  params: z.output<E['params']>;
  query: z.output<E['query']>;
  body: E['body'] extends z.ZodType ? z.output<E['body']> : null;
}

/** What a success answers. */
export type Answer<E extends Endpoint> = z.output<E['response']>;

/** What the client is given; parts without a required field may be left out. */
export type Input<E extends Endpoint> = Part<'params', z.input<E['params']>> &
  Part<'query', z.input<E['query']>> &
  (E['body'] extends z.ZodType ? Part<'body', z.input<E['body']>> : unknown);

type Part<Name extends string, T> =
  Record<string, never> extends T
    ? { [K in Name]?: T }
    : Partial<T> extends T
      ? { [K in Name]?: T }
      : { [K in Name]: T };
