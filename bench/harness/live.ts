/** Listeners of the live feed, in a process of their own. */
import { once } from 'node:events';
import { startChild } from './child.ts';

export interface ListenOptions {
  /** Base URL. */
  url: string;
  /** One per listener: the first half listens to SSE, the other by WebSocket. */
  tickets: string[];
}

export interface Heard {
  /** Of messages that are told of. */
  messages: number;
  p50: number;
  p99: number;
  maxMs: number;
}

export interface Listeners {
  /** What they heard of tenants, by when each was told: unix ms. Ends them. */
  stop(toldAt: Record<string, number>): Promise<Heard>;
}

/** Resolves when all listen. */
export async function startListeners(options: ListenOptions): Promise<Listeners> {
  const client = startChild({ name: 'the listeners', args: ['bench/harness/live-process.ts'] });
  const said = async () => (await Promise.race([once(client.process, 'message'), client.died]))[0] as unknown;
  try {
    client.process.send(options);
    await said();
  } catch (error) {
    await client.end();
    throw error;
  }
  return {
    async stop(toldAt) {
      try {
        client.process.send(toldAt);
        return (await said()) as Heard;
      } finally {
        await client.end();
      }
    }
  };
}
