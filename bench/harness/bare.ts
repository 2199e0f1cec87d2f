/** A bare server that sends what the product sends, to be measured in turns with it. */
import { once } from 'node:events';
import { request, type IncomingMessage } from 'node:http';
import { heapLimits } from '../../scripts/run/host.js';
import { startChild, type Child } from './child.ts';

export interface BareAnswer {
  headers: Record<string, string>;
  /** Base64. */
  body: string;
}

/** Node writes these itself, in both. */
const written = new Set(['date', 'connection', 'keep-alive']);

export async function startBare(url: string, sent: Record<string, string>): Promise<{ url: string; child: Child }> {
  const asked = request(url, { headers: sent, agent: false }).end();
  const [response] = (await once(asked, 'response')) as [IncomingMessage];
  const body = Buffer.concat((await response.toArray()) as Buffer[]).toString('base64');
  const headers = Object.fromEntries(
    Object.entries(response.headers).flatMap(([name, value]) => (written.has(name) ? [] : [[name, String(value)]]))
  );
  const child = startChild({ name: 'the bare server', args: [...heapLimits(), 'bench/harness/bare-process.ts'] });
  child.process.send({ headers, body } satisfies BareAnswer);
  const [port] = (await Promise.race([once(child.process, 'message'), child.died])) as [number];
  return { url: `http://127.0.0.1:${port}`, child };
}
