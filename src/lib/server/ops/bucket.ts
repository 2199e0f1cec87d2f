/**
 * An S3 or R2 bucket, as far as backups need it. Path style and checksums only where they are required: R2 and small
 * S3 servers know no other. Throws UpstreamError when the bucket does not answer or refuses.
 *
 * The client is loaded with the first bucket: an installation without one does not carry it.
 */
import { UpstreamError } from '../errors.ts';

export interface BucketSettings {
  endpoint: string;
  accessKeyId: string;
  secretAccessKey: string;
  bucket: string;
}

export interface StoredObject {
  key: string;
  bytes: number;
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

const SOURCE = 'bucket';
/** R2 takes any, S3 clients demand one. */
const REGION = 'auto';
/** Of each call; the client waits longer from one to the next. */
const ATTEMPTS = 5;

export async function openBucket(settings: BucketSettings): Promise<Bucket> {
  const sdk = await import('@aws-sdk/client-s3');
  const { DeleteObjectCommand, GetObjectCommand, ListObjectsV2Command, PutObjectCommand, S3Client } = sdk;
  const { endpoint, accessKeyId, secretAccessKey, bucket } = settings;
  const client = new S3Client({
    endpoint,
    region: REGION,
    credentials: { accessKeyId, secretAccessKey },
    forcePathStyle: true,
    requestChecksumCalculation: 'WHEN_REQUIRED',
    responseChecksumValidation: 'WHEN_REQUIRED',
    maxAttempts: ATTEMPTS
  });

  return {
    name: bucket,
    async list(prefix, signal) {
      const objects: StoredObject[] = [];
      let token: string | undefined;
      do {
        const command = new ListObjectsV2Command({ Bucket: bucket, Prefix: prefix, ContinuationToken: token });
        const page = await asking(`list ${prefix}`, signal, () => client.send(command, { abortSignal: signal }));
        for (const { Key, Size } of page.Contents ?? [])
          if (Key !== undefined) objects.push({ key: Key, bytes: Size ?? 0 });
        token = page.IsTruncated === true ? page.NextContinuationToken : undefined;
      } while (token !== undefined);
      return objects;
    },
    async *read(key, signal) {
      const command = new GetObjectCommand({ Bucket: bucket, Key: key });
      const output = await asking(`get ${key}`, signal, () => client.send(command, { abortSignal: signal }));
      const body = output.Body as AsyncIterable<Uint8Array, undefined> | undefined;
      if (body === undefined) throw new UpstreamError(SOURCE, `get ${key}: no content`);
      const chunks = body[Symbol.asyncIterator]();
      try {
        for (;;) {
          const next = await asking(`get ${key}`, signal, () => chunks.next());
          if (next.done === true) return;
          yield next.value;
        }
      } finally {
        await chunks.return?.();
      }
    },
    async write(key, content, signal) {
      const command = new PutObjectCommand({ Bucket: bucket, Key: key, Body: content, ContentLength: content.length });
      await asking(`put ${key}`, signal, () => client.send(command, { abortSignal: signal }));
    },
    async remove(key, signal) {
      const command = new DeleteObjectCommand({ Bucket: bucket, Key: key });
      await asking(`delete ${key}`, signal, () => client.send(command, { abortSignal: signal }));
    },
    close: () => client.destroy()
  };
}

async function asking<T>(what: string, signal: AbortSignal, ask: () => Promise<T>): Promise<T> {
  try {
    return await ask();
  } catch (error) {
    signal.throwIfAborted();
    const reason = error instanceof Error ? `${error.name}: ${error.message}` : String(error);
    throw new UpstreamError(SOURCE, `${what}: ${reason}`, { cause: error });
  }
}
