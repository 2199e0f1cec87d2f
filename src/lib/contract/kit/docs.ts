/** The API's description, for programs and for people. */
import * as z from 'zod';
import { endpoint } from './endpoint.ts';

const cache = { maxAgeSeconds: 300, serverSeconds: 86_400 };

export const openapiDocument = endpoint({
  id: 'openapi',
  path: '/api/openapi.json',
  summary: 'This description, OpenAPI 3.1',
  response: z.looseObject({ openapi: z.string() }),
  cache
});

export const docs = endpoint({
  id: 'docs',
  path: '/api/docs',
  summary: 'This description as a page',
  response: z.string(),
  produces: ['text/html'],
  cache
});

export const docsStyle = endpoint({
  id: 'docsStyle',
  path: '/api/docs/style.css',
  summary: 'The style sheet of that page',
  response: z.string(),
  produces: ['text/css'],
  cache
});
