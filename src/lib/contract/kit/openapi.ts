/** The OpenAPI 3.1 document, made of the endpoint declarations. */
import * as z from 'zod';
import type { Endpoint } from './endpoint.ts';
import type { EventType } from './events.ts';
import { Problem, PROBLEM_TYPE } from './problem.ts';

type Json = Record<string, unknown>;
export interface OpenApi extends Json {
  openapi: string;
  info: { title: string; version: string; description: string };
  paths: Record<string, Record<string, Operation>>;
}

export interface Operation {
  operationId: string;
  summary: string;
  tags: string[];
  parameters: Parameter[];
  responses: Record<string, Json>;
  [more: string]: unknown;
}

export interface Parameter {
  name: string;
  in: 'path' | 'query';
  required: boolean;
  schema: Json;
  [more: string]: unknown;
}

const problem = (description: string): Json => ({
  description,
  content: { [PROBLEM_TYPE]: { schema: { $ref: '#/components/schemas/Problem' } } }
});

/** `events`: what webhooks are called with. */
export function openapi(endpoints: readonly Endpoint[], version: string, events: readonly EventType[] = []): OpenApi {
  const paths: OpenApi['paths'] = {};
  for (const endpoint of endpoints) {
    const path = endpoint.path.replaceAll(/:(\w+)/g, '{$1}');
    paths[path] = { ...paths[path], [endpoint.method.toLowerCase()]: operation(endpoint) };
  }
  return {
    openapi: '3.1.0',
    info: {
      title: 'Fluxtracker',
      version,
      description:
        'Payments and figures of the Flux network. FLUX and USD are decimal text, times unix seconds, dates UTC days; null is unknown.'
    },
    servers: [{ url: '/' }],
    paths,
    webhooks: Object.fromEntries(events.map((type) => [type.name, { post: delivery(type) }])),
    components: {
      schemas: { Problem: schemaOf(Problem, 'output') },
      securitySchemes: {
        token: { type: 'http', scheme: 'bearer' },
        session: { type: 'apiKey', in: 'cookie', name: 'fluxtracker_session' },
        key: { type: 'apiKey', in: 'header', name: 'x-api-key' }
      }
    }
  };
}

/** A webhook's call: the event as the log has it. Whoever is called answers with any success. */
function delivery({ name, version, topic, summary, payload, example }: EventType): Json {
  const event = {
    type: 'object',
    required: ['seq', 'id', 'type', 'version', 'subject', 'height', 'at', 'data'],
    properties: {
      seq: { type: 'integer', minimum: 0 },
      id: { type: 'string' },
      type: { const: name },
      version: { const: version },
      subject: { type: 'string' },
      height: { type: ['integer', 'null'] },
      at: { type: 'integer', description: 'unix seconds' },
      data: { ...schemaOf(payload, 'output'), examples: [example] }
    }
  };
  return {
    operationId: `told ${name}`,
    summary,
    tags: [topic],
    requestBody: { required: true, content: { 'application/json': { schema: event } } },
    responses: { '2XX': { description: 'taken' } }
  };
}

function operation(endpoint: Endpoint): Operation {
  const { id, summary, auth, status, produces, body, scope, isForOperators } = endpoint;
  const described: Operation = {
    operationId: id,
    summary,
    tags: [auth === 'admin' ? 'admin' : (endpoint.path.split('/')[2] ?? '')],
    parameters: [...parameters(endpoint.params, 'path'), ...parameters(endpoint.query, 'query')],
    responses: {
      [status]: {
        description: 'OK',
        content: Object.fromEntries(produces.map((type) => [type, { schema: schemaOf(endpoint.response, 'output') }]))
      },
      ...(auth === 'admin' && { 401: problem('no valid token or session'), 429: problem('locked out for a while') }),
      ...(auth !== 'admin' && { 401: problem('no valid key') }),
      ...(auth !== 'admin' && scope !== null && { 403: problem(`a key without the scope ${scope}`) }),
      ...(auth === 'admin' && status === 202 && { 409: problem('the same job is running') }),
      default: problem('anything else')
    }
  };
  const administrator = [{ token: [] }, { session: [] }];
  if (auth === 'admin') described['security'] = administrator;
  else {
    const others = auth === 'public' ? [{}] : administrator;
    described['security'] = [...others, ...(isForOperators ? administrator : []), { key: [] }];
    if (scope !== null) described['x-scope'] = scope;
  }
  if (body !== null) {
    const required = !body.safeParse(undefined).success;
    described['requestBody'] = { required, content: { 'application/json': { schema: schemaOf(body, 'input') } } };
  }
  return described;
}

function parameters(schema: z.ZodObject, place: 'path' | 'query'): Parameter[] {
  const { properties = {}, required = [] } = schemaOf(schema, 'input');
  return Object.entries(properties as Record<string, Json>).map(([name, each]) => ({
    name,
    in: place,
    required: (required as string[]).includes(name),
    schema: each,
    ...(each['type'] === 'array' && { style: 'form', explode: false })
  }));
}

function schemaOf(schema: z.ZodType, io: 'input' | 'output'): Json {
  const { $schema: _dialect, ...rest } = z.toJSONSchema(schema, {
    io,
    // Left out of input schemas that read text, although it is what a visitor wants to know.
    override({ zodSchema, jsonSchema }) {
      const { def } = zodSchema._zod;
      if (def.type === 'default') jsonSchema.default = def.defaultValue;
    }
  });
  return rest;
}
