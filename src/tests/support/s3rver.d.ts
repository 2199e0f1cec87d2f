/** The parts of s3rver that the tests use; it has no types of its own. */
declare module 's3rver' {
  interface Options {
    port: number;
    address: string;
    silent: boolean;
    directory: string;
    configureBuckets: { name: string; configs: string[] }[];
  }
  interface StoredObject {
    bucket: string;
    key: string;
    metadata: object;
    content: AsyncIterable<Uint8Array>;
  }
  export default class S3rver {
    store: {
      putObject(object: StoredObject): Promise<{ size: number; md5: string }>;
      putMetadata(bucket: string, key: string, metadata: object, md5: string): Promise<void>;
      getResourcePath(bucket: string, key: string, resource: 'object'): string;
    };
    constructor(options: Options);
    run(): Promise<{ port: number }>;
    close(): Promise<void>;
  }
}
