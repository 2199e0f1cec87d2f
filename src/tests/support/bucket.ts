/** A bucket on an S3 server of its own, empty at first. */
import { createHash } from 'node:crypto';
import { mkdtempSync, rmSync } from 'node:fs';
import { mkdir, rename, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { buffer } from 'node:stream/consumers';
import {
  DeleteObjectCommand,
  GetObjectCommand,
  ListObjectsV2Command,
  PutObjectCommand,
  S3Client
} from '@aws-sdk/client-s3';
import S3rver from 's3rver';
import type { BucketSettings } from '../../lib/server/modules/backup/bucket/bucket.ts';

export interface TestBucket {
  settings: BucketSettings;
  put(key: string, content: string | Uint8Array): Promise<void>;
  get(key: string): Promise<Uint8Array>;
  remove(key: string): Promise<void>;
  keys(): Promise<string[]>;
  close(): Promise<void>;
}

/** The only key that this server knows. */
const KEY = 'S3RVER';

export async function startBucket(name = 'flux'): Promise<TestBucket> {
  const directory = mkdtempSync(join(tmpdir(), 'bucket-'));
  const configureBuckets = [{ name, configs: [] }];
  const server = new S3rver({ port: 0, address: '127.0.0.1', silent: true, directory, configureBuckets });
  answerWhenStored(server);
  const { port } = await server.run();
  const settings = { endpoint: `http://127.0.0.1:${port}`, accessKeyId: KEY, secretAccessKey: KEY, bucket: name };
  const client = new S3Client({
    endpoint: settings.endpoint,
    region: 'auto',
    credentials: { accessKeyId: KEY, secretAccessKey: KEY },
    forcePathStyle: true,
    requestChecksumCalculation: 'WHEN_REQUIRED'
  });
  return {
    settings,
    async put(key, content) {
      await client.send(new PutObjectCommand({ Bucket: name, Key: key, Body: content }));
    },
    async get(key) {
      const { Body } = await client.send(new GetObjectCommand({ Bucket: name, Key: key }));
      return Body!.transformToByteArray();
    },
    async remove(key) {
      await client.send(new DeleteObjectCommand({ Bucket: name, Key: key }));
    },
    async keys() {
      const { Contents = [] } = await client.send(new ListObjectsV2Command({ Bucket: name }));
      return Contents.map(({ Key = '' }) => Key);
    },
    async close() {
      client.destroy();
      await server.close();
      rmSync(directory, { recursive: true, force: true });
    }
  };
}

/** This server answers a PUT before it has written the object: whoever reads next may get a part of it, or nothing. */
function answerWhenStored({ store }: S3rver): void {
  store.putObject = async ({ bucket, key, metadata, content }) => {
    const path = store.getResourcePath(bucket, key, 'object');
    const bytes = await buffer(content);
    const md5 = createHash('md5').update(bytes).digest('hex');
    await mkdir(dirname(path), { recursive: true });
    await writeFile(`${path}.part`, bytes);
    await rename(`${path}.part`, path);
    await store.putMetadata(bucket, key, metadata, md5);
    return { size: bytes.length, md5 };
  };
}
