/** Which function answers which endpoint about signing in, jobs, and the record of administrative calls. */
import * as adminWire from '../../../contract/admin/admin.ts';
import * as jobsWire from '../../../contract/admin/jobs.ts';
import { NotFound } from '../../platform/errors.ts';
import { actorOf } from '../../platform/http/auth/admin-gate.ts';
import { setCookie, type Credentials } from '../../platform/http/auth/session.ts';
import { Refusal } from '../../platform/http/problems.ts';
import { Reply, serve, type Route } from '../../platform/http/serve.ts';
import { visitorOf } from '../../platform/http/visitor.ts';
import type { Jobs } from '../../platform/jobs/port.ts';
import type { ReadContext } from '../ledger/module.ts';
import type { BackupDeps } from '../backup/module.ts';
import { startReplay } from '../replays/module.ts';
import { readAudit } from './audit.ts';

export interface AdminRouteDeps {
  context: ReadContext;
  jobs: Jobs;
  credentials: Credentials;
  backups: BackupDeps;
  /** Unix seconds. */
  now: () => number;
}

export function adminRoutes(deps: AdminRouteDeps): Route[] {
  const { jobs, credentials } = deps;
  return [
    serve(adminWire.session, (_, { res }) => ({ expiresAt: actorOf(res)?.session?.expiresAt ?? null })),
    serve(adminWire.signIn, (_, { req, res }) => {
      if (actorOf(res)?.session !== null) {
        throw new Refusal(403, 'token_needed', 'Signing in needs the admin token as a bearer.');
      }
      const { session, cookie } = credentials.open();
      const isSecure = visitorOf(req, res).origin.startsWith('https:');
      const header = setCookie(cookie, { maxAge: session.expiresAt - deps.now(), isSecure });
      return new Reply({ expiresAt: session.expiresAt }, { headers: { 'Set-Cookie': header } });
    }),
    serve(adminWire.signOut, (_, { req, res }) => {
      const session = actorOf(res)?.session ?? null;
      if (session !== null) credentials.end(session);
      const isSecure = visitorOf(req, res).origin.startsWith('https:');
      return new Reply({ expiresAt: null }, { headers: { 'Set-Cookie': setCookie('', { maxAge: 0, isSecure }) } });
    }),
    serve(jobsWire.jobs, async ({ query }) => ({ jobs: await jobs.list(query.limit) })),
    serve(jobsWire.job, async ({ params: { id } }) => {
      const job = await jobs.get(id);
      if (job === null) throw new NotFound('There is no such job.');
      return { job };
    }),
    serve(adminWire.audit, (input) => readAudit(deps.context, input)),
    ...jobsWire.jobStarts.map((endpoint) =>
      serve(endpoint, async ({ body }, { res }) => {
        if (!deps.backups.enabled && jobsWire.backupJobs.has(endpoint.id)) {
          throw new Refusal(409, 'backups_off', 'Backups are not configured: set the R2_ variables.');
        }
        if (jobsWire.replayStarts.has(endpoint.id)) {
          return startReplay(deps, { projector: 'payments' }, actorOf(res)?.name ?? 'nobody');
        }
        return { job: await jobs.start(endpoint.id, { ...body }, actorOf(res)?.name ?? 'nobody') };
      })
    )
  ];
}
