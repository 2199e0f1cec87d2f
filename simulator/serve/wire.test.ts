/** How answers travel: compressed, with ETags, the message dump in slices; and how the process begins and ends. */
import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { get, type IncomingMessage } from 'node:http';
import { createInterface } from 'node:readline';
import { fileURLToPath } from 'node:url';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { startSimulator, type Simulator } from '../index.ts';

describe('answers', () => {
  it('are compressed for those who take it, and 304 for those who have them', async () => {
    for (const encoding of ['br', 'gzip'] as const) {
      const { headers, status } = await raw('/api/daemon/viewdeterministicfluxnodelist', {
        'accept-encoding': encoding
      });
      expect([status, headers['content-encoding']]).toEqual([200, encoding]);
      const again = await raw('/api/daemon/viewdeterministicfluxnodelist', {
        'accept-encoding': encoding,
        'if-none-match': String(headers.etag)
      });
      expect([again.status, again.bytes, again.headers.etag]).toEqual([304, 0, headers.etag]);
    }
    const plain = await raw('/api/daemon/viewdeterministicfluxnodelist', {});
    expect(plain.headers['content-encoding']).toBeUndefined();
    expect(plain.headers['content-length']).toBe(`${plain.bytes}`);
  });

  it('of unknown paths are a page, not JSON', async () => {
    const { status, headers } = await raw('/api/nothing/here', {});
    expect([status, headers['content-type']]).toEqual([404, 'text/html; charset=utf-8']);
  });
});

describe('the message dump', () => {
  it('comes in chunks, holds every known message once and is not in order of height', async () => {
    const { headers } = await raw('/api/apps/permanentmessages', {});
    expect(headers['transfer-encoding']).toBe('chunked');
    const answer = await fetch(`${simulator.url}/api/apps/permanentmessages`);
    const { data } = (await answer.json()) as { data: Message[] };
    expect(new Set(data.map(({ hash }) => hash)).size).toBe(data.length);
    expect(data.length).toBeGreaterThan(690);
    const heights = data.map(({ height }) => height);
    expect(heights).not.toEqual(heights.toSorted((a, b) => a - b));
    expect(new Set(data.map(({ type }) => type))).toEqual(
      new Set(['fluxappregister', 'fluxappupdate', 'zelappregister', 'zelappupdate'])
    );
    expect(data.some((message) => 'zelAppSpecifications' in message)).toBe(false);
    const mean = JSON.stringify(data).length / data.length;
    expect(mean).toBeGreaterThan(1_100);
    expect(mean).toBeLessThan(1_600);
  });

  it('carries what must not be stored, and texts that must be escaped', async () => {
    const text = await (await fetch(`${simulator.url}/api/apps/permanentmessages`)).text();
    const traps = ['PRIVATE-', '=HYPERLINK(', '<script>', 'DROP TABLE', 'javascript:'];
    expect(traps.filter((trap) => !text.includes(trap))).toEqual([]);
  });
});

describe('the process', () => {
  it('prints where it listens and ends when its standard input does', async () => {
    const main = fileURLToPath(new URL('../main.ts', import.meta.url));
    const child = spawn(process.execPath, [main, '--scale', '0.001', '--block-ms', 'manual', '--follow-parent'], {
      stdio: ['pipe', 'pipe', 'inherit']
    });
    const [line] = (await once(createInterface(child.stdout), 'line')) as [string];
    const { url, env } = JSON.parse(line) as { url: string; env: Record<string, string> };
    expect((await fetch(`${url}/api/daemon/getblockcount`)).status).toBe(200);
    expect(env['FLUX_API_URL']).toBe(`${url}/api`);
    child.stdin.end();
    expect(await once(child, 'exit')).toEqual([0, null]);
  });
});

interface Message {
  type: string;
  hash: string;
  height: number;
}

let simulator: Simulator;

beforeAll(async () => {
  simulator = await startSimulator({
    now: 1795136400,
    scale: 0.01,
    blockMs: 'manual',
    isClockFixed: true,
    maxTipLag: 0
  });
});

afterAll(() => simulator.close());

async function raw(path: string, headers: Record<string, string>) {
  const [answer] = (await once(get(simulator.url + path, { headers }), 'response')) as [IncomingMessage];
  let bytes = 0;
  for await (const part of answer) bytes += (part as Buffer).length;
  return { status: answer.statusCode, headers: answer.headers, bytes };
}
