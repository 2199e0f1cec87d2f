/** A bucket on an S3 server of its own, empty at first. */
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { PutObjectCommand, S3Client } from '@aws-sdk/client-s3';
import S3rver from 's3rver';
import type { BucketSettings } from '../lib/server/ops/bucket.ts';

export interface TestBucket {
  settings: BucketSettings;
  put(key: string, content: string): Promise<void>;
  close(): Promise<void>;
}

/** The only key that this server knows. */
const KEY = 'S3RVER';

export async function startBucket(name = 'flux'): Promise<TestBucket> {
  const directory = mkdtempSync(join(tmpdir(), 'bucket-'));
  const configureBuckets = [{ name, configs: [] }];
  const server = new S3rver({ port: 0, address: '127.0.0.1', silent: true, directory, configureBuckets });
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
    async close() {
      client.destroy();
      await server.close();
      rmSync(directory, { recursive: true, force: true });
    }
  };
}
