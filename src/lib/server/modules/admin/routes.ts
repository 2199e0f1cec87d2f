/** Which function answers which endpoint below /api/admin. */
import * as backupWire from '../../../contract/backup/admin-backup.ts';
import * as censusWire from '../../../contract/history/admin-census.ts';
import * as adminWire from '../../../contract/admin/admin.ts';
import * as jobsWire from '../../../contract/admin/jobs.ts';
import { NotFound, UpstreamError } from '../../platform/errors.ts';
import { actorOf } from '../../platform/http/auth/admin-gate.ts';
import type { HttpDeps } from '../../platform/http/deps.ts';
import { failoverRoutes } from '../failover/routes.ts';
import { progressOf } from '../health/health.ts';
import { Refusal } from '../../platform/http/problems.ts';
import { Reply, serve, type Route } from '../../platform/http/serve.ts';
import { setCookie, type Credentials } from '../../platform/http/auth/session.ts';
import { visitorOf } from '../../platform/http/visitor.ts';

const LISTING_MS = 20_000;

export function adminRoutes(deps: HttpDeps, credentials: Credentials): Route[] {
  const { reads, jobs } = deps;
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
    serve(adminWire.audit, (input) => reads.audit(input)),
    serve(adminWire.revenueStatus, async () => ({
      ...(await reads.revenueStatus()),
      progress: progressOf(jobs.health())
    })),
    serve(censusWire.snapshotStatus, () => reads.snapshotStatus()),
    serve(censusWire.testStatus, () => reads.testStatus()),
    ...failoverRoutes(deps),
    serve(backupWire.backupStatus, async () => ({ enabled: deps.backups.enabled, ...(await reads.backupState()) })),
    serve(backupWire.backups, async () => ({
      enabled: deps.backups.enabled,
      backups: deps.backups.enabled ? await listBackups(deps) : []
    })),
    ...jobsWire.jobStarts.map((endpoint) =>
      serve(endpoint, async ({ body }, { res }) => {
        if (!deps.backups.enabled && jobsWire.backupJobs.has(endpoint.id)) {
          throw new Refusal(409, 'backups_off', 'Backups are not configured: set the R2_ variables.');
        }
        return { job: await jobs.start(endpoint.id, { ...body }, actorOf(res)?.name ?? 'nobody') };
      })
    )
  ];
}

/** What is wrong with the bucket is for the operator to mend: the answer says it. */
async function listBackups({ backups }: HttpDeps) {
  const patience = AbortSignal.timeout(LISTING_MS);
  try {
    return await backups.list(patience);
  } catch (error) {
    if (patience.aborted) throw new Refusal(504, 'bucket_slow', 'The bucket did not answer in time.');
    if (error instanceof UpstreamError) throw new Refusal(502, 'bucket_failed', error.message);
    throw error;
  }
}
