/** The API's description of itself, made of the routes that it has. */
import { eventTypes } from '../../../contract/events/types.ts';
import * as wire from '../../../contract/kit/docs.ts';
import { openapi, type OpenApi } from '../../../contract/kit/openapi.ts';
import { docsPage } from './docs-page.ts';
import { docsStyle } from './docs-style.ts';
import { serve, type Route } from './serve.ts';

/** Describes the given routes and itself. */
export function docsRoutes(described: readonly Route[], version: string): Route[] {
  const own = [wire.openapiDocument, wire.docs, wire.docsStyle];
  // Of a delivery nothing is delivered.
  const delivered = [...eventTypes.values()].filter(({ topic }) => topic !== 'deliveries');
  let known: OpenApi | null = null;
  // It takes a tenth of a second and megabytes, and few ask for it: made for the first of them.
  const document = () =>
    (known ??= openapi([...described.map(({ endpoint }) => endpoint), ...own], version, delivered));
  return [
    serve(wire.openapiDocument, document),
    serve(wire.docs, () => docsPage(document())),
    serve(wire.docsStyle, () => docsStyle)
  ];
}
