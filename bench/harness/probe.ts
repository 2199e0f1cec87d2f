/** Asks one URL at a steady pace, whatever the answers take, and remembers how long each took. */
import { Agent, get } from 'node:http';
import { percentile } from './percentiles.ts';

export interface ProbeResult {
  asked: number;
  failures: number;
  p99: number;
  maxMs: number;
}

export function startProbe(url: string, everyMs = 25): { stop(): ProbeResult } {
  const agent = new Agent({ keepAlive: true });
  const took: number[] = [];
  let asked = 0;
  let failures = 0;
  const timer = setInterval(() => {
    const startedAt = performance.now();
    asked++;
    const request = get(url, { agent }, (response) => {
      response.resume().once('end', () => {
        if (response.statusCode === 200) took.push(performance.now() - startedAt);
        else failures++;
      });
    });
    request.once('error', () => failures++);
  }, everyMs);
  return {
    stop() {
      clearInterval(timer);
      agent.destroy();
      return { asked, failures, p99: percentile(took, 99), maxMs: Math.max(...took) };
    }
  };
}
