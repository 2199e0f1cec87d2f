/** Backups on a second S3 server: a region of its own, listings in many pages, and answers that are not true. */
import { afterEach, beforeEach, expect, it } from 'vitest';
import { contentOf, fill, operate } from '../../../../../tests/support/backup-harness.ts';
import { startS3, type S3Options } from '../../../../../tests/support/s3-server.ts';
import { openSqlite } from '../../../platform/store/sqlite/sqlite.ts';
import type { Store } from '../../../platform/store/store.ts';

let store: Store;
let empty: Store;
let server: Awaited<ReturnType<typeof startS3>>;
let answer: NonNullable<S3Options['answer']>;
beforeEach(async () => {
  answer = () => false;
  [store, empty, server] = await Promise.all([
    openSqlite(':memory:'),
    openSqlite(':memory:'),
    startS3({ region: 'eu-west-2', pageSize: 3, answer: (...asked) => answer(...asked) })
  ]);
  await fill(store);
});
afterEach(async () => {
  await Promise.all([server.close(), store.close(), empty.close()]);
});

it('go out, are listed and proved, and come back', async () => {
  const { backup } = await operate(store, server.settings).backup();
  expect(await operate(store, server.settings).list()).toMatchObject([{ name: backup, state: 'complete' }]);
  expect(await operate(store, server.settings).drill()).toMatchObject({ backup });
  await operate(empty, server.settings).restore();
  expect((await contentOf(empty)).get('revenue_transactions')).toEqual(
    (await contentOf(store)).get('revenue_transactions')
  );
});

it('are none where the server says "stored" of a manifest that it did not store', async () => {
  answer = ({ method }, response, { pathname }) => {
    if (method !== 'PUT' || !pathname.endsWith('/manifest.json')) return false;
    response.end();
    return true;
  };
  await expect(operate(store, server.settings).backup()).rejects.toThrow(/get .*manifest\.json: NoSuchKey/);
  expect((await operate(store, server.settings).status()).backup).toMatchObject({ last: null, failures: 1 });
});

it('are not removed because a listing leaves their manifests out', async () => {
  await operate(store, server.settings).backup();
  const kept = server.objects.size;
  answer = (_, response, url) => {
    if (!url.searchParams.has('list-type') || url.searchParams.get('prefix') !== 'backups/') return false;
    response.end('<ListBucketResult><Name>flux</Name><IsTruncated>true</IsTruncated></ListBucketResult>');
    return true;
  };
  const later = operate(store, server.settings);
  later.state.now += 40 * 86_400;
  await expect(later.backup()).rejects.toThrow("the bucket's listing is incomplete");
  expect(server.objects.size).toBeGreaterThan(kept);
});
