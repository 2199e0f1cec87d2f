/** Buckets in the host's name. Every name below `.test` is this machine. */
import dns from 'node:dns';
import { beforeEach, expect, it, onTestFinished, vi } from 'vitest';
import { refuse, startS3, type S3Options } from '../../../../../tests/support/s3-server.ts';
import { addressAfter } from './bucket-address.ts';
import { openBucket } from './bucket.ts';

const signal = new AbortController().signal;
const lookup = dns.lookup.bind(dns);
type Lookup = (host: string, ...rest: unknown[]) => void;

beforeEach(() => {
  const here: Lookup = (host, ...rest) => (lookup as Lookup)(host.endsWith('.test') ? '127.0.0.1' : host, ...rest);
  const spy = vi.spyOn(dns, 'lookup').mockImplementation(here);
  onTestFinished(() => spy.mockRestore());
});

const wantsHost: S3Options['answer'] = ({ headers }, response) => {
  if (headers.host?.startsWith('flux.') === true) return false;
  refuse(response, { status: 403, code: 'SecondLevelDomainForbidden' });
  return true;
};

it.each([
  ['the endpoint says so', 'flux.s3.garage.test'],
  ['the endpoint could be that of a server as well', 'flux.storage.test'],
  ['the server wants it', 'storage.test']
])('works with a bucket in the host name where %s', async (_, host) => {
  const { bucket, objects } = await open(host, { answer: wantsHost });
  await bucket.write('a', Buffer.from('1'), signal);
  expect([...objects.keys()]).toEqual(['a']);
  expect(await bucket.list('', signal)).toEqual([{ key: 'a', bytes: 1 }]);
});

it('works with a server whose own name begins as its bucket', async () => {
  const { bucket, objects } = await open('flux.storage.test', {
    isPathOnly: true
  });
  await bucket.write('a', Buffer.from('1'), signal);
  expect([...objects.keys()]).toEqual(['a']);
});

it("changes the region's part of a host of AWS, and of no other", () => {
  const after = (endpoint: string) => {
    const address = { endpoint, region: 'us-east-1', isInHost: false };
    const refusal = { name: 'PermanentRedirect', status: 301, message: '', region: 'eu-west-1', endpoint: null };
    return addressAfter(refusal, { bucket: 'flux', address, tried: [address] });
  };
  const moved = { region: 'eu-west-1', isInHost: false };
  expect(after('https://s3.us-east-1.amazonaws.com')).toEqual({
    ...moved,
    endpoint: 'https://s3.eu-west-1.amazonaws.com'
  });
  expect(after('https://s3.amazonaws.com')).toEqual({ ...moved, endpoint: 'https://s3.eu-west-1.amazonaws.com' });
  expect(after('https://s3.us-east-1.example.org')).toEqual({ ...moved, endpoint: 'https://s3.us-east-1.example.org' });
});

async function open(host: string, options: S3Options) {
  const server = await startS3(options);
  const bucket = await openBucket({ ...server.settings, endpoint: `http://${host}:${server.port}` });
  onTestFinished(async () => {
    bucket.close();
    await server.close();
  });
  return { ...server, bucket };
}
