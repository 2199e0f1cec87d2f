/** Buckets of AWS, Garage, MinIO and the like: whatever region and style theirs are, backups get there, or it is said how. */
import { expect, it, onTestFinished } from 'vitest';
import { refuse, startS3, type S3Options } from '../../../../../tests/support/s3-server.ts';
import { addressOf } from './bucket-address.ts';
import { openBucket, type BucketSettings } from './bucket.ts';

const signal = new AbortController().signal;
const malformed = { status: 400, code: 'AuthorizationHeaderMalformed' };

it.each<[string, NonNullable<S3Options['wrongRegion']>]>([
  ['names it in a field', () => ({ ...malformed, fields: { Region: 'eu-central-1' } })],
  ['names it in its sentence', () => ({ ...malformed, message: "the region is wrong; expecting 'eu-central-1'." })],
  [
    'names the scope that it expects',
    () => ({ ...malformed, message: 'malformed, expected scope: 20260318/eu-central-1/s3/aws4_request' })
  ],
  [
    'sends elsewhere and names it in a header',
    () => ({ status: 301, code: 'PermanentRedirect', headers: { 'x-amz-bucket-region': 'eu-central-1' } })
  ],
  [
    'names the host of the region',
    () => ({ status: 307, code: 'TemporaryRedirect', fields: { Endpoint: 'flux.s3.eu-central-1.amazonaws.com' } })
  ]
])('writes, lists, reads and removes in a bucket of a region that %s', async (_, wrongRegion) => {
  const { bucket, regions } = await open({ region: 'eu-central-1', wrongRegion });
  const keys = ['a/1', 'a/2', 'a/3', 'a/4', 'a/5', 'b/1'];
  await Promise.all(keys.map((key) => bucket.write(key, Buffer.from(key), signal)));
  expect(await bucket.list('a/', signal)).toEqual(keys.slice(0, 5).map((key) => ({ key, bytes: 3 })));
  expect(await textOf(bucket.read('a/3', signal))).toBe('a/3');
  await bucket.remove('a/3', signal);
  expect(await bucket.list('a/', signal)).toHaveLength(4);
  expect(regions.at(-1)).toBe('eu-central-1');
});

it('takes the region of the setting from the first request on', async () => {
  const { bucket, regions } = await open({ region: 'fr-par' }, { region: 'fr-par' });
  expect(await bucket.list('', signal)).toEqual([]);
  expect(regions).toEqual(['fr-par']);
});
it('follows the server where the setting is wrong', async () => {
  const { bucket, regions } = await open({ region: 'fr-par' }, { region: 'nl-ams' });
  expect(await bucket.list('', signal)).toEqual([]);
  expect(regions).toEqual(['nl-ams', 'fr-par']);
});
it('tries what most servers want where a refusal names nothing', async () => {
  const { bucket, regions } = await open({ region: 'us-east-1', wrongRegion: () => malformed });
  expect(await bucket.list('', signal)).toEqual([]);
  expect(regions).toEqual(['auto', 'us-east-1']);
});
it('says what to set where nothing that it could try is right', async () => {
  const { bucket, regions } = await open({ region: 'moon', wrongRegion: () => malformed });
  await expect(bucket.list('', signal)).rejects.toThrow(
    /AuthorizationHeaderMalformed: .*set …R2_REGION to the region of the bucket/
  );
  expect(regions).toEqual(['auto', 'us-east-1']);
});
it('goes to no other host than the operator has named, and says which one it is', async () => {
  const moved = { status: 301, code: 'PermanentRedirect', fields: { Endpoint: 'flux.elsewhere.test', Region: 'x-1' } };
  const { bucket } = await open({ answer: (_, response) => (refuse(response, moved), true) });
  await expect(bucket.list('', signal)).rejects.toThrow(
    'R2_REGION to the region of the bucket, x-1, and …R2_ENDPOINT to its address (flux.elsewhere.test)'
  );
});

it.each<[string, ReturnType<typeof addressOf>['address']]>([
  ['https://s3.eu-central-1.amazonaws.com', at('https://s3.eu-central-1.amazonaws.com', 'eu-central-1')],
  ['https://s3-eu-west-1.amazonaws.com', at('https://s3-eu-west-1.amazonaws.com', 'eu-west-1')],
  ['https://s3.dualstack.eu-west-1.amazonaws.com', at('https://s3.dualstack.eu-west-1.amazonaws.com', 'eu-west-1')],
  ['https://s3.cn-north-1.amazonaws.com.cn', at('https://s3.cn-north-1.amazonaws.com.cn', 'cn-north-1')],
  ['https://s3.amazonaws.com', at('https://s3.amazonaws.com', 'us-east-1')],
  ['https://flux.s3.eu-central-1.amazonaws.com', at('https://s3.eu-central-1.amazonaws.com', 'eu-central-1', true)],
  ['https://flux.s3-eu-west-1.amazonaws.com', at('https://s3-eu-west-1.amazonaws.com', 'eu-west-1', true)],
  ['https://flux.s3.garage.example.org:3900', at('https://s3.garage.example.org:3900', 'garage', true)],
  ['https://s3.us-west-004.backblazeb2.com', at('https://s3.us-west-004.backblazeb2.com', 'us-west-004')],
  ['https://s3.fr-par.scw.cloud', at('https://s3.fr-par.scw.cloud', 'fr-par')],
  ['https://s3.gra.io.cloud.ovh.net', at('https://s3.gra.io.cloud.ovh.net', 'gra')],
  ['https://s3.example.org', at('https://s3.example.org', 'auto')],
  ['https://1a2b.r2.cloudflarestorage.com', at('https://1a2b.r2.cloudflarestorage.com', 'auto')],
  ['https://1a2b.r2.cloudflarestorage.com/flux', at('https://1a2b.r2.cloudflarestorage.com', 'auto')],
  ['http://127.0.0.1:9000', at('http://127.0.0.1:9000', 'auto')],
  ['http://127.0.0.1:9000/s3', at('http://127.0.0.1:9000/s3', 'auto')]
])('knows how to ask a bucket at %s', (endpoint, address) => {
  expect(addressOf({ endpoint, bucket: 'flux' }).address).toEqual(address);
});

function at(endpoint: string, region: string, isInHost = false) {
  return { endpoint, region, isInHost };
}

async function open(options: S3Options, more: Partial<BucketSettings> = {}) {
  const server = await startS3(options);
  const bucket = await openBucket({ ...server.settings, ...more });
  onTestFinished(async () => {
    bucket.close();
    await server.close();
  });
  return { ...server, bucket };
}

async function textOf(chunks: AsyncIterable<Uint8Array>): Promise<string> {
  const read: Uint8Array[] = [];
  for await (const chunk of chunks) read.push(chunk);
  return Buffer.concat(read).toString();
}
