import fc from 'fast-check';
import { expect, it } from 'vitest';
import { gunzipSync } from 'node:zlib';
import { packPage } from './packed-page.ts';

it('unpacks to the pieces with the text between them, whatever they are', async () => {
  const between = fc.stringMatching(/^[A-Za-z0-9+/=]{0,40}$/);
  const pieces = fc.array(fc.string({ unit: 'binary', maxLength: 400 }), { minLength: 1, maxLength: 5 });
  await fc.assert(
    fc.asyncProperty(pieces, between, between, async (texts, first, second) => {
      const packed = await packPage(texts);
      for (const text of [first, second]) {
        expect(gunzipSync(packed.with(text)).toString()).toBe(Buffer.from(texts.join(text)).toString());
      }
    })
  );
});

it('is smaller than what it holds', async () => {
  const page = '<tr><td>figure</td></tr>'.repeat(1_000);
  const { length } = (await packPage([page, page])).with('nonce');
  expect(length).toBeLessThan(page.length / 10);
});
