/**
 * An S3 or R2 bucket, as far as backups need it. Path style and checksums only where they are required: R2 and small
 * S3 servers know no other. Throws UpstreamError when the bucket does not answer or refuses, with what to do about it.
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
const CONNECT_MS = 10_000;
/** The client waits for ever unless told otherwise. */
const SILENT_MS = 30_000;

/** By the name that the server or the client gives the failure; the two groups of variables end alike. */
const remedies: Record<string, string> = {
  InvalidAccessKeyId: 'check …R2_ACCESS_KEY_ID',
  Unauthorized: 'check …R2_ACCESS_KEY_ID and …R2_SECRET_ACCESS_KEY',
  SignatureDoesNotMatch: 'check …R2_SECRET_ACCESS_KEY',
  AccessDenied: 'let the key list, read, write and delete objects of this bucket',
  NoSuchBucket: 'make the bucket, or check …R2_BUCKET_NAME'
};
const UNREACHED = 'try again when the bucket is back, or check …R2_ENDPOINT';

/** `silentMs`: a connection on which nothing moves for so long is given up. */
export async function openBucket(settings: BucketSettings, { silentMs = SILENT_MS } = {}): Promise<Bucket> {
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
    maxAttempts: ATTEMPTS,
    requestHandler: { connectionTimeout: CONNECT_MS, socketTimeout: silentMs }
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
    const [name, text] = error instanceof Error ? [error.name, `${error.name}: ${error.message}`] : ['', String(error)];
    const remedy = remedies[name] ?? (hasStatus(error) ? null : UNREACHED);
    throw new UpstreamError(SOURCE, `${what}: ${text}${remedy === null ? '' : ` (${remedy})`}`, { cause: error });
  }
}

/** Whether the server answered at all. */
function hasStatus(error: unknown): boolean {
  return error instanceof Error && '$response' in error && error.$response !== undefined;
}
