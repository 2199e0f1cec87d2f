/** An object's bytes as they arrive, refused where they are not what was asked for: a part, an error, a web page. */
import { UpstreamError } from '../../../platform/errors.ts';

interface ObjectAnswer {
  Body?: unknown;
  ContentLength?: number | undefined;
  ContentRange?: string | undefined;
}

const LESS_THAN = 0x3c;
/** Of a refusal that was sent with 200: enough for its reason. */
const SHOWN_BYTES = 2_000;

/** Throws UpstreamError, and whatever the connection throws. */
export async function* wholeBody(key: string, answer: ObjectAnswer): AsyncGenerator<Uint8Array, void> {
  const refuse = (reason: string) => new UpstreamError('bucket', `get ${key}: ${reason}`);
  const { Body, ContentLength, ContentRange } = answer;
  if (Body === undefined) throw refuse('no content');
  const chunks = (Body as AsyncIterable<Uint8Array, undefined>)[Symbol.asyncIterator]();
  let bytes = 0;
  try {
    if (ContentRange !== undefined) throw refuse(`a part of the object arrived (${ContentRange}), not all of it`);
    for (;;) {
      const next = await chunks.next();
      if (next.done === true) break;
      if (bytes === 0 && next.value[0] === LESS_THAN) throw refuse(markupText(next.value));
      bytes += next.value.length;
      yield next.value;
    }
    if (ContentLength !== undefined && bytes !== ContentLength) {
      throw refuse(`${bytes} of ${ContentLength} bytes arrived`);
    }
  } finally {
    await chunks.return?.();
  }
}

/** Backups are JSON or compressed: neither begins like this. */
function markupText(chunk: Uint8Array): string {
  const text = Buffer.from(chunk.subarray(0, SHOWN_BYTES)).toString('utf8');
  const code = /<Code>([\w.-]{1,60})<\/Code>/.exec(text)?.[1];
  if (code !== undefined) return `an error came in its place, ${code}: try again later`;
  return 'a web page came in its place (check …R2_ENDPOINT)';
}
