/** The bucket is believed no more than any upstream: what it cannot have meant is an error with a reason, never a backup less. */
import type { ServerResponse } from 'node:http';
import { describe, expect, it, onTestFinished } from 'vitest';
import { listing, refuse, startS3, type S3Options } from '../../../../../tests/support/s3-server.ts';
import { UpstreamError } from '../../../platform/errors.ts';
import { openBucket } from './bucket.ts';

const signal = new AbortController().signal;
const token = (text: string) => `<NextContinuationToken>${text}</NextContinuationToken>`;
let count = 0;

describe('a listing', () => {
  it.each<[string, () => string, string]>([
    [
      'is cut without a way on',
      () => listing([['a/1', 1]], true),
      "the bucket's listing is incomplete: it says that there"
    ],
    ['goes on with an empty token', () => listing([['a/1', 1]], true, token('')), "the bucket's listing is incomplete"],
    ['repeats its token for ever', () => listing([[`a/${count++}`, 1]], true, token('same')), 'the same page again'],
    [
      'repeats its page under new tokens',
      () => listing([['a/1', 1]], true, token(`${count++}`)),
      'the same page again'
    ],
    ['goes on for ever with nothing', () => listing([], true, token(`${count++}`)), 'pages in a row held nothing'],
    [
      'counts more than it names',
      () => listing([['a/1', 1]], false).replace('<KeyCount>1', '<KeyCount>2'),
      "the bucket's listing is incomplete: a page of 2 objects names 1"
    ],
    ['holds a key of another prefix', () => listing([['b/1', 1]], false), 'listed "b/1", which is not below it'],
    ['says no size', () => listing([['a/1', 'big']], false), 'does not say how long "a/1" is'],
    ['says an impossible size', () => listing([['a/1', -5]], false), 'does not say how long "a/1" is'],
    ['is of another bucket', () => listing([], false).replace('>flux<', '>other<'), 'is of "other", not of flux'],
    ['is empty', () => '', 'no listing of a bucket'],
    [
      'is that of all buckets',
      () => '<ListAllMyBucketsResult><Owner/></ListAllMyBucketsResult>',
      'no listing of a bucket'
    ]
  ])('that %s is refused', async (_, body, message) => {
    const { bucket } = await open({ answer: answerOf((response) => response.end(body())) });
    const error: unknown = await bucket.list('a/', signal).catch((reason: unknown) => reason);
    expect(error).toBeInstanceOf(UpstreamError);
    expect((error as Error).message).toContain(message);
  });
  it('with empty pages between is taken as a whole', async () => {
    const pages = [
      listing([['a/1', 1]], true, token('1')),
      listing([], true, token('2')),
      listing([['a/2', 2]], false)
    ];
    const { bucket } = await open({ answer: answerOf((response) => response.end(pages.shift())) });
    expect(await bucket.list('a/', signal)).toEqual([
      { key: 'a/1', bytes: 1 },
      { key: 'a/2', bytes: 2 }
    ]);
  });
});

describe('a web page', () => {
  const page = answerOf((response) =>
    response.writeHead(200, { 'content-type': 'text/html' }).end('<html>Sign in</html>')
  );
  it('is no listing, no object, and nothing that was stored or removed', async () => {
    const { bucket } = await open({ answer: page });
    const asked = [
      bucket.list('', signal),
      textOf(bucket.read('a', signal)),
      bucket.write('a', Buffer.from('1'), signal)
    ];
    const reason = new UpstreamError('bucket', 'a web page answered instead of the bucket (check …R2_ENDPOINT)');
    for (const outcome of await Promise.allSettled([...asked, bucket.remove('a', signal)])) {
      expect(outcome).toMatchObject({ status: 'rejected', reason });
    }
  });
  it('with a status of its own leads to the endpoint', async () => {
    const forbidden = answerOf((response) =>
      response.writeHead(403, { 'content-type': 'text/html' }).end('<html>No</html>')
    );
    const { bucket } = await open({ answer: forbidden });
    await expect(bucket.list('', signal)).rejects.toThrow('status 403 without a reason (check …R2_ENDPOINT');
  });
});

describe('an object', () => {
  const reading = async (answer: (response: ServerResponse) => void) => {
    const { bucket } = await open({ answer: answerOf(answer) });
    return textOf(bucket.read('a', signal));
  };
  it('in whose place an error came is not read', async () => {
    const error = '<?xml version="1.0"?><Error><Code>SlowDown</Code></Error>';
    await expect(reading((response) => response.end(error))).rejects.toThrow('an error came in its place, SlowDown');
  });
  it('of which only a part was sent is not read', async () => {
    await expect(
      reading((response) => response.writeHead(206, { 'content-range': 'bytes 0-1/9' }).end('ab'))
    ).rejects.toThrow('a part of the object arrived (bytes 0-1/9)');
  });
  it('that is cut off is not read', async () => {
    const cut = (response: ServerResponse) => {
      response.writeHead(200, { 'content-length': 9 }).write('half');
      setTimeout(() => response.destroy(), 20);
    };
    await expect(reading(cut)).rejects.toThrow(/get a: .*(aborted|ECONNRESET)/i);
  });
});

it.each([
  ['RequestTimeTooSkewed', -3 * 86_400, 'it is 3 days ahead of the bucket'],
  ['RequestTimeTooSkewed', 2 * 3_600, 'it is 2 hours behind the bucket'],
  ['RequestExpired', 1_800, 'it is 30 minutes behind the bucket']
])('says of %s that the clock is wrong, and by how much', async (code, seconds, text) => {
  const serverTime = new Date(Date.now() + seconds * 1_000).toISOString();
  const answer = answerOf((response) => refuse(response, { status: 403, code, fields: { ServerTime: serverTime } }));
  const { bucket } = await open({ answer });
  await expect(bucket.list('', signal)).rejects.toThrow(`${code}: refused (put this machine's clock right: ${text}`);
});

it('takes the removal of what is not there for done', async () => {
  const { bucket } = await open({
    answer: answerOf((response) => refuse(response, { status: 404, code: 'NoSuchKey' }))
  });
  await bucket.remove('a', signal);
});

function answerOf(answer: (response: ServerResponse) => unknown): NonNullable<S3Options['answer']> {
  return (_, response) => {
    answer(response);
    return true;
  };
}

async function open(options: S3Options) {
  const server = await startS3(options);
  const bucket = await openBucket(server.settings);
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
