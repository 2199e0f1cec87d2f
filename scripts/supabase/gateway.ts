/**
 * What stands before PostgREST in a Supabase project: it asks for a known key and passes `/rest/v1/...` on, as it is.
 */
import { once } from 'node:events';
import { Agent, createServer, request, type IncomingMessage, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';

export interface Gateway {
  url: string;
  close(): Promise<void>;
}

interface GatewayOptions {
  /** Where PostgREST listens. */
  socketPath: string;
  keys: readonly string[];
  /** 0 = any free one, of 127.0.0.1. */
  port: number;
}

const PREFIX = '/rest/v1';

export async function startGateway({ socketPath, keys, port }: GatewayOptions): Promise<Gateway> {
  const agent = new Agent({ keepAlive: true });
  const server = createServer((asked, answer) => {
    const { apikey } = asked.headers;
    if (typeof apikey !== 'string' || !keys.includes(apikey)) {
      refuse(answer, 401, 'Invalid API key');
      return;
    }
    if (asked.url?.startsWith(`${PREFIX}/`) !== true) {
      refuse(answer, 404, 'no Route matched with those values');
      return;
    }
    passOn(asked, answer, { agent, socketPath });
  }).listen(port, '127.0.0.1');
  await once(server, 'listening');
  return {
    url: `http://127.0.0.1:${(server.address() as AddressInfo).port}`,
    async close() {
      const closed = once(server, 'close');
      server.close();
      server.closeAllConnections();
      await closed;
      agent.destroy();
    }
  };
}

function passOn(asked: IncomingMessage, answer: ServerResponse, to: { agent: Agent; socketPath: string }): void {
  const { method, headers } = asked;
  const path = asked.url?.slice(PREFIX.length);
  const call = request({ ...to, method, path, headers }, (answered) => {
    answer.writeHead(answered.statusCode ?? 502, answered.rawHeaders);
    answered.on('error', () => answer.destroy());
    answered.pipe(answer);
  });
  call.on('error', () => {
    if (answer.headersSent) answer.destroy();
    else refuse(answer, 502, 'An invalid response was received from the upstream server');
  });
  // Whoever hangs up is no longer worked for.
  answer.on('close', () => {
    if (!answer.writableFinished) call.destroy();
  });
  asked.pipe(call);
}

function refuse(answer: ServerResponse, status: number, message: string): void {
  answer.writeHead(status, { 'content-type': 'application/json' }).end(JSON.stringify({ message }));
}
