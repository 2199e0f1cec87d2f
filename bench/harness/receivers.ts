/** Receivers of webhooks, in a process of their own. */
import { once } from 'node:events';
import { startChild } from './child.ts';

export type Manner = 'healthy' | 'slow' | 'dead';

export interface Received {
  /** Deliveries by the healthy, and how many different ones. */
  deliveries: number;
  ids: number;
  /** To the healthy, of tenants that are told of. */
  p50: number;
  p99: number;
  maxMs: number;
}

export interface Receivers {
  /** In the order of their manners. */
  urls: string[];
  /** What came, by when each tenant's events were told: unix ms. Ends them. */
  stop(toldAt: Record<string, number>): Promise<Received>;
}

export async function startReceivers(manners: Manner[]): Promise<Receivers> {
  const server = startChild({ name: 'the receivers', args: ['bench/harness/receivers-process.ts'] });
  const said = async () => (await Promise.race([once(server.process, 'message'), server.died]))[0] as unknown;
  server.process.send(manners);
  const urls = (await said()) as string[];
  return {
    urls,
    async stop(toldAt) {
      try {
        server.process.send(toldAt);
        return (await said()) as Received;
      } finally {
        await server.end();
      }
    }
  };
}
