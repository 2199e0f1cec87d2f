/**
 * The way to a Supabase project: kept connections, text that Postgres can hold, failures that stay failures.
 *
 * supabase-js reads an empty 404 as "no content" and a 404 with a list as an answer, and would hand out nothing where
 * something failed; a failing answer that is not an error of the database is therefore given as one.
 */
import { Agent, fetch as undiciFetch, type RequestInit } from 'undici';
import { toPortableJson } from './portable-text.ts';

export interface Wire {
  fetch: typeof globalThis.fetch;
  close(): Promise<void>;
}

const CONNECTIONS = 32;
const CONNECT_MS = 5_000;
/** Below what the servers in between keep an idle connection for. */
const IDLE_MS = 30_000;
const MESSAGE_LENGTH = 200;

export function openWire(): Wire {
  const dispatcher = new Agent({
    connections: CONNECTIONS,
    connect: { timeout: CONNECT_MS },
    keepAliveTimeout: IDLE_MS,
    keepAliveMaxTimeout: IDLE_MS,
    // Each call has its own limit.
    headersTimeout: 0,
    bodyTimeout: 0
  });
  const send = async (input: string | URL, init: RequestInit): Promise<Response> => {
    const body = typeof init.body === 'string' ? toPortableJson(init.body) : (init.body ?? null);
    const answer = (await undiciFetch(input, { ...init, body, dispatcher })) as unknown as Response;
    return answer.ok ? answer : asFailure(answer);
  };
  return {
    fetch: send as unknown as typeof globalThis.fetch,
    close: () => dispatcher.close()
  };
}

async function asFailure(answer: Response): Promise<Response> {
  const text = await answer.text();
  const body = isErrorObject(text) ? text : JSON.stringify({ code: '', message: text.slice(0, MESSAGE_LENGTH) });
  return new Response(body, { status: answer.status, statusText: answer.statusText });
}

function isErrorObject(text: string): boolean {
  try {
    const value: unknown = JSON.parse(text);
    return typeof value === 'object' && value !== null && 'message' in value;
  } catch {
    return false;
  }
}
