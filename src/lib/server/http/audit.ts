/**
 * The record of administrative calls, written before the answer leaves. A record that cannot be written is logged and
 * does not keep an operator from repairing the store.
 */
import type { Request, Response } from 'express';
import { actorOf } from './admin-gate.ts';
import type { HttpDeps } from './deps.ts';
import { visitorOf } from './visitor.ts';

const MAX_DETAIL = 500;

export function isAdmin(path: string): boolean {
  return /^\/api\/admin(?:\/|$)/i.test(path);
}

export async function audit({ reads, log }: HttpDeps, req: Request, res: Response, status: number): Promise<void> {
  const { client, requestId } = visitorOf(req, res);
  const actor = actorOf(res);
  const body = actor === null || req.body === undefined ? '' : JSON.stringify(req.body);
  const entry = {
    actor: actor?.name ?? 'nobody',
    client,
    action: `${req.method} ${req.path}`.slice(0, MAX_DETAIL),
    detail: body.slice(0, MAX_DETAIL),
    outcome: outcomeOf(status)
  };
  try {
    await reads.recordAudit(entry);
  } catch (err) {
    log.error({ err, requestId, ...entry }, 'administrative call not recorded');
  }
}

function outcomeOf(status: number): string {
  if (status < 400) return `done (${status})`;
  return `${status < 500 ? 'refused' : 'failed'} (${status})`;
}
