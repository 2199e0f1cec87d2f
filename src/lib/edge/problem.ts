/** The edge's own answers: RFC 9457 problems, in the shape that the API's have. */
import type { ServerResponse } from 'node:http';

const titles = { 400: 'Bad request', 502: 'API unreachable', 504: 'API timed out' } as const;

export interface Problem {
  status: keyof typeof titles;
  code: string;
  detail: string;
  requestId: string;
}

export function problemBody({ status, code, detail, requestId }: Problem): string {
  return JSON.stringify({ type: 'about:blank', title: titles[status], status, detail, code, requestId });
}

/** Answers, or, if the answer has begun, cuts the connection: a complete-looking half would be a lie. */
export function sendProblem(res: ServerResponse, problem: Problem): void {
  if (res.headersSent || res.destroyed) {
    // Where the end of the connection is the end of the answer (HTTP/1.0), a plain one would look like success.
    if (!res.useChunkedEncodingByDefault) res.socket?.resetAndDestroy();
    res.destroy();
    return;
  }
  const body = problemBody(problem);
  res.writeHead(problem.status, {
    'content-type': 'application/problem+json',
    'content-length': Buffer.byteLength(body),
    'cache-control': 'no-store',
    'x-request-id': problem.requestId,
    ...(problem.status === 400 ? {} : { 'retry-after': '5' })
  });
  res.end(body);
}
