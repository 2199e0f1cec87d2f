import { expect, it } from 'vitest';
import type { Endpoint } from './endpoint.ts';
import { openapi } from './openapi.ts';
import { routes } from '../../../tests/support/declared-routes.ts';

const document = openapi(routes, '1.2.3');
const documentOf = (endpoint: Endpoint) =>
  document.paths[endpoint.path.replaceAll(/:(\w+)/g, '{$1}')]?.[endpoint.method.toLowerCase()];

it.each(routes.map((route) => [`${route.method} ${route.path}`, route] as const))('%s is described', (_, route) => {
  const described = documentOf(route);
  expect(described).toMatchObject({ operationId: route.id, summary: route.summary });
  expect(Object.keys(described?.responses[route.status]?.['content'] ?? {})).toEqual(route.produces);
});

it('describes nothing else, and no two routes by one name', () => {
  const operations = Object.values(document.paths).flatMap((path) => Object.values(path));
  expect(operations).toHaveLength(routes.length);
  expect(new Set(operations.map(({ operationId }) => operationId)).size).toBe(routes.length);
});

it('names every placeholder of a path as a required parameter', () => {
  for (const [path, methods] of Object.entries(document.paths)) {
    const placeholders = [...path.matchAll(/\{(\w+)\}/g)].map(([, name]) => name);
    for (const { parameters } of Object.values(methods)) {
      const declared = parameters.filter((parameter) => parameter.in === 'path');
      expect(declared.map(({ name }) => name)).toEqual(placeholders);
      expect(declared.every(({ required }) => required)).toBe(true);
    }
  }
});

it('states types, limits and defaults of query parameters', () => {
  const parameters = document.paths['/api/transactions/paginated']?.['get']?.parameters;
  expect(parameters?.find(({ name }) => name === 'limit')).toMatchObject({
    in: 'query',
    required: false,
    schema: { type: 'integer', minimum: 1, maximum: 1000, default: 50 }
  });
  expect(parameters?.find(({ name }) => name === 'source')).toMatchObject({
    explode: false,
    schema: { type: 'array', items: { enum: ['team', 'fiat', 'other'] } }
  });
});

it('asks for a credential on every route that needs one and no other', () => {
  for (const { method, path, auth } of routes) {
    const described = document.paths[path.replaceAll(/:(\w+)/g, '{$1}')]?.[method.toLowerCase()];
    const isOpen = (described?.['security'] as object[]).some((credential) => Object.keys(credential).length === 0);
    expect([path, isOpen]).toEqual([path, auth === 'public']);
    if (path.startsWith('/api/admin/')) expect([path, isOpen]).toEqual([path, false]);
  }
});

it('says which request bodies are required', () => {
  const isRequired = (path: string) => document.paths[path]?.['post']?.['requestBody'];
  expect(isRequired('/api/admin/clear-revenue-data')).toMatchObject({ required: true });
  expect(isRequired('/api/admin/revenue-sync')).toMatchObject({ required: false });
});

it('resolves every reference within itself', () => {
  const references = [...JSON.stringify(document).matchAll(/"\$ref":"([^"]+)"/g)].map(([, target = '']) => target);
  expect(references.length).toBeGreaterThan(0);
  for (const reference of new Set(references)) {
    const target = reference
      .replace('#/', '')
      .split('/')
      .reduce<unknown>((node, key) => (node as Record<string, unknown> | undefined)?.[key], document);
    expect(target, reference).toBeDefined();
  }
});
