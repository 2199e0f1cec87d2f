/**
 * The record of administrative calls, written before the answer leaves. A record that cannot be written is logged and
 * does not keep an operator from repairing the store.
 *
 * Calls that were refused at the gate are answered first, and anybody may make as many as they like: of these the first
 * few of a client and minute are recorded, guesses and mere looks apart, so that neither hides the other.
 */
import type { Request, Response } from 'express';
import { actorOf, isGuess } from './auth/admin-gate.ts';
import type { HttpDeps } from './deps.ts';
import { createShare } from './limits.ts';
import { visitorOf } from './visitor.ts';

const MAX_DETAIL = 500;
/** Calls a minute that are recorded; after ten guesses a client is locked out. */
const GUESSES = { perClient: 10, inAll: 300 };
const LOOKS = { perClient: 3, inAll: 300 };

export async function audit(
  { recordAudit, log }: HttpDeps,
  req: Request,
  res: Response,
  status: number
): Promise<void> {
  const { client, requestId } = visitorOf(req, res);
  const actor = actorOf(res);
  const body = actor === null || req.body === undefined ? '' : JSON.stringify(req.body, withoutSecrets);
  const entry = {
    actor: actor?.name ?? 'nobody',
    client,
    action: `${req.method} ${req.path}`.slice(0, MAX_DETAIL),
    detail: body.slice(0, MAX_DETAIL),
    outcome: outcomeOf(status)
  };
  try {
    await recordAudit(entry);
  } catch (err) {
    log.error({ err, requestId, ...entry }, 'administrative call not recorded');
  }
}

/** Records a call that was refused at the gate, as long as it is one of the first; never rejects. */
export function createRefusalAudit(deps: HttpDeps): (req: Request, res: Response, status: number) => Promise<void> {
  const guesses = createShare(deps.elapsed, GUESSES);
  const looks = createShare(deps.elapsed, LOOKS);
  return async (req, res, status) => {
    const { client } = visitorOf(req, res);
    const share = (isGuess(res) ? guesses : looks)(client);
    if (share === 'within') await audit(deps, req, res, status);
    else if (share === 'first beyond') deps.log.warn({ client }, 'further refused calls not recorded for a minute');
  };
}

/** Fields of a body that hold a credential, or an address that is one. */
const secretFields = new Set(['slackUrl', 'secret', 'token', 'key']);

function withoutSecrets(field: string, value: unknown): unknown {
  return secretFields.has(field) && typeof value === 'string' ? '(hidden)' : value;
}

function outcomeOf(status: number): string {
  if (status < 400) return `done (${status})`;
  return `${status < 500 ? 'refused' : 'failed'} (${status})`;
}
