/** A load test from a process of its own, so that neither the product nor the benchmark waits for the client. */
import { once } from 'node:events';
import { startChild } from './child.ts';
import { perAnswer, watchCpu } from './cpu.ts';
import type { Product } from './product.ts';

export interface LoadOptions {
  /** Base URL. */
  url: string;
  paths: string[];
  connections: number;
  seconds: number;
  /** Asked before anything is counted. */
  warmSeconds?: number;
  headers?: Record<string, string>;
  /** Further ones of each connection, in turn. */
  headersByConnection?: Record<string, string>[];
}

export interface Load {
  requestsPerSecond: number;
  answers: number;
  warmAnswers: number;
  /** Answers that were not 2xx, broken connections, timeouts. */
  failures: number;
  p50: number;
  p99: number;
  maxMs: number;
}

export type CostedLoad = Load & { apiCpuMs: number; webCpuMs: number };

/** Load on the public port, with what an answer costs the two processes (warm-up included). */
export async function loadProduct(product: Product, options: Omit<LoadOptions, 'url'>): Promise<CostedLoad> {
  const cpu = watchCpu(product);
  const load = await runLoad({ ...options, url: product.web });
  return { ...load, ...perAnswer(cpu(), load.answers + load.warmAnswers) };
}

export async function runLoad(options: LoadOptions): Promise<Load> {
  const client = startChild({ name: 'the load client', args: ['bench/harness/load-process.ts'] });
  try {
    client.process.send(options);
    const [load] = (await Promise.race([once(client.process, 'message'), client.died])) as [Load];
    return load;
  } finally {
    await client.end();
  }
}
