/** Drift: documents of sources whose shape has changed. Samples show kinds and lengths, never values. */
import * as z from 'zod';
import { endpoint } from '../kit/endpoint.ts';
import { UnixTime } from '../kit/figures.ts';

const Drift = z.strictObject({
  document: z.string().describe('as the census calls it, or the source and the path of an answer'),
  source: z.string(),
  openedAt: UnixTime,
  closedAt: UnixTime.nullable(),
  closedBy: z
    .enum(['shape', 'time', 'operator'])
    .nullable()
    .describe('shape: it is as usual again; time: the new one has stayed the same and could be read'),
  isFrozen: z.boolean().describe('figures that follow from the document stay as they were'),
  lastGoodAt: UnixTime.nullable().describe('when the document was last as usual'),
  closesAt: UnixTime.nullable().describe('when it closes by itself if the new shape stays the same and can be read'),
  message: z.string(),
  changes: z.array(
    z.strictObject({
      what: z.enum(['gone', 'rarer', 'more often', 'kind', 'one value', 'version']),
      path: z.string().describe('of the field; [] for the elements of a list; fields of a versioned row begin with it'),
      before: z.string(),
      now: z.string()
    })
  ),
  sample: z.unknown().describe('a row that shows it, with kinds and lengths in place of values')
});
const Drifts = z.strictObject({ drifts: z.array(Drift).describe('open ones first, then the newest') });
export type Drifts = z.infer<typeof Drifts>;

export const drifts = endpoint({
  id: 'sourceDrifts',
  path: '/api/sources/drifts',
  summary: 'Documents of sources that look different than usual: what changed, since when, and what it froze',
  response: Drifts,
  cache: { maxAgeSeconds: 0, serverSeconds: 5 }
});

export const acceptDrift = endpoint({
  id: 'acceptDrift',
  method: 'POST',
  path: '/api/admin/sources/:name/drift/accept',
  auth: 'admin',
  summary:
    'Takes the new shape of a document, or of all documents of a source, for the usual one and closes its incident',
  params: z.strictObject({ name: z.string().min(1).max(200) }),
  body: z.strictObject({}).optional(),
  response: z.strictObject({ accepted: z.array(z.string()).describe('documents whose incident was open') })
});
