/** A load of posts from a process of its own. */
import { once } from 'node:events';
import { startChild } from './child.ts';

export interface PostOptions {
  /** Base URL. */
  url: string;
  path: string;
  headers: Record<string, string>;
  /** Each `#` is replaced by what no other request has. */
  body: string;
  connections: number;
  /** null: as fast as answers come. */
  perSecond: number | null;
  seconds: number;
  /** Sent before anything is counted, by the same client: its first requests wait for its own compiler. */
  warmSeconds?: number;
}

export interface Posted {
  /** Answered with 201. */
  accepted: number;
  /** Before anything was counted. */
  warmAccepted: number;
  statuses: Record<string, number>;
  perSecond: number;
  p50: number;
  p99: number;
  maxMs: number;
}

export async function post(options: PostOptions): Promise<Posted> {
  const client = startChild({ name: 'the posting client', args: ['bench/harness/post-process.ts'] });
  try {
    client.process.send(options);
    const [posted] = (await Promise.race([once(client.process, 'message'), client.died])) as [Posted];
    return posted;
  } finally {
    await client.end();
  }
}
