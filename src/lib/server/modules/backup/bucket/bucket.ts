/**
 * An S3 or R2 bucket, as far as backups need it. Path style and checksums only where they are required: R2 and small
 * S3 servers know no other; where a server wants another style or region it is followed (`bucket-address.ts`). Throws
 * UpstreamError when the bucket does not answer, refuses, or answers what cannot be, with what to do about it.
 *
 * The client is loaded with the first bucket: an installation without one does not carry it.
 */
import { UpstreamError } from '../../../platform/errors.ts';
import { addressAfter, addressOf, inHost, type BucketAddress, type BucketPlace } from './bucket-address.ts';
import { failureOf, refusalOf } from './bucket-failure.ts';
import { isListing, listCompletely, type StoredObject } from './bucket-listing.ts';
import { wholeBody } from './bucket-object.ts';

export type { StoredObject };

export interface BucketSettings extends BucketPlace {
  accessKeyId: string;
  secretAccessKey: string;
}

export interface Bucket {
  name: string;
  /** Every object whose key begins so, in order of keys. */
  list(prefix: string, signal: AbortSignal): Promise<StoredObject[]>;
  /** The bytes as they arrive. */
  read(key: string, signal: AbortSignal): AsyncGenerator<Uint8Array>;
  /** Replaces the object, as a whole or not at all. */
  write(key: string, content: Uint8Array, signal: AbortSignal): Promise<void>;
  /** One that is not there is no error. */
  remove(key: string, signal: AbortSignal): Promise<void>;
  close(): void;
}

/** Of each call; the client waits longer from one to the next. */
const ATTEMPTS = 5;
const CONNECT_MS = 10_000;
/** The client waits for ever unless told otherwise. */
const SILENT_MS = 30_000;

/** `silentMs`: a connection on which nothing moves for so long is given up. */
export async function openBucket(settings: BucketSettings, { silentMs = SILENT_MS } = {}): Promise<Bucket> {
  const sdk = await import('@aws-sdk/client-s3');
  const { DeleteObjectCommand, GetObjectCommand, ListObjectsV2Command, PutObjectCommand, S3Client } = sdk;
  const { accessKeyId, secretAccessKey, bucket } = settings;
  type Client = InstanceType<typeof S3Client>;

  const connect = ({ endpoint, region, isInHost }: BucketAddress): Client => {
    const client = new S3Client({
      endpoint,
      region,
      credentials: { accessKeyId, secretAccessKey },
      forcePathStyle: !isInHost,
      requestChecksumCalculation: 'WHEN_REQUIRED',
      responseChecksumValidation: 'WHEN_REQUIRED',
      maxAttempts: ATTEMPTS,
      requestHandler: { connectionTimeout: CONNECT_MS, socketTimeout: silentMs }
    });
    client.middlewareStack.add(
      (next) => async (args) => {
        const result = await next(args);
        refusePage(result.response);
        return result;
      },
      { name: 'refusePage', step: 'deserialize' }
    );
    return client;
  };

  const start = addressOf(settings);
  let current = { address: start.address, client: connect(start.address) };
  const opened = [current];
  let settling: Promise<void> | null = null;

  function use(address: BucketAddress): void {
    current = { address, client: connect(address) };
    opened.push(current);
  }

  /** Asks where the bucket was last found, and where the server sends us. */
  async function follow<T>(what: string, signal: AbortSignal, ask: (client: Client) => Promise<T>): Promise<T> {
    for (;;) {
      const asked = current;
      try {
        return await ask(asked.client);
      } catch (error) {
        signal.throwIfAborted();
        const refusal = refusalOf(error);
        const tried = opened.map(({ address }) => address);
        const next = refusal && addressAfter(refusal, { bucket, address: asked.address, tried });
        if (next !== null) use(next);
        // Another call has found a better address meanwhile.
        else if (asked === current) throw failureOf(what, error);
      }
    }
  }

  /** Whether the endpoint's host is the bucket's own: then a listing of the host is one of the bucket. */
  async function settle(signal: AbortSignal): Promise<void> {
    use(inHost(start.address, bucket));
    const look = new ListObjectsV2Command({ Bucket: bucket, MaxKeys: 1 });
    try {
      const page = await follow('list', signal, (client) => client.send(look, { abortSignal: signal }));
      if (isListing(page) && page.Name === bucket) return;
    } catch (error) {
      const hasAnswered = error instanceof UpstreamError && (!error.cause || refusalOf(error.cause) !== null);
      if (!hasAnswered) throw error;
    }
    use({ ...start.address, region: current.address.region });
  }

  async function asking<T>(what: string, signal: AbortSignal, ask: (client: Client) => Promise<T>): Promise<T> {
    if (!start.isSure) {
      settling ??= settle(signal);
      await settling.catch((error: unknown) => {
        settling = null;
        throw error;
      });
    }
    return follow(what, signal, ask);
  }

  return {
    name: bucket,
    async list(prefix, signal) {
      const ask = (token: string | undefined) =>
        asking(`list ${prefix}`, signal, (client) => {
          const command = new ListObjectsV2Command({ Bucket: bucket, Prefix: prefix, ContinuationToken: token });
          return client.send(command, { abortSignal: signal });
        });
      return listCompletely(ask, { bucket, prefix });
    },
    async *read(key, signal) {
      const output = await asking(`get ${key}`, signal, (client) =>
        client.send(new GetObjectCommand({ Bucket: bucket, Key: key }), { abortSignal: signal })
      );
      try {
        yield* wholeBody(key, output);
      } catch (error) {
        signal.throwIfAborted();
        throw failureOf(`get ${key}`, error);
      }
    },
    async write(key, content, signal) {
      await asking(`put ${key}`, signal, (client) => {
        const command = new PutObjectCommand({
          Bucket: bucket,
          Key: key,
          Body: content,
          ContentLength: content.length
        });
        return client.send(command, { abortSignal: signal });
      });
    },
    async remove(key, signal) {
      try {
        await asking(`delete ${key}`, signal, (client) =>
          client.send(new DeleteObjectCommand({ Bucket: bucket, Key: key }), { abortSignal: signal })
        );
      } catch (error) {
        if (!isMissing(error)) throw error;
      }
    },
    close() {
      for (const { client } of opened) client.destroy();
    }
  };
}

export function isMissing(error: unknown): boolean {
  return error instanceof UpstreamError && error.cause instanceof Error && error.cause.name === 'NoSuchKey';
}

/** A proxy or a sign-in page answers everything with 200. */
function refusePage(response: unknown): void {
  if (typeof response !== 'object' || response === null || !('headers' in response)) return;
  const { statusCode, headers } = response as { statusCode?: number; headers: Record<string, string> };
  if ((statusCode ?? 0) >= 300 || !headers['content-type']?.startsWith('text/html')) return;
  throw new UpstreamError('bucket', 'a web page answered instead of the bucket (check …R2_ENDPOINT)');
}
