import { afterEach, expect, it } from 'vitest';
import { startApi, stopApis, TOKEN } from '../../../../tests/support/api.ts';
import { NOON } from '../../../../tests/support/factories.ts';
import { Problem } from '../../../contract/kit/problem.ts';
import { routes } from '../../../../tests/support/declared-routes.ts';
import { UpstreamError } from '../../platform/errors.ts';
import { createCredentials } from '../../platform/http/auth/session.ts';

afterEach(stopApis);

it('refuses every method and unknown path below admin before looking at anything else', async () => {
  const { origin } = await startApi();
  const paths = ['/api/admin', '/api/admin/', '/api/admin/nothing', '/api/admin/jobs?x=1', '/api/admin/jobs/%E0%A4%A'];
  for (const path of paths) {
    for (const method of ['GET', 'POST', 'PUT', 'PATCH', 'DELETE', 'OPTIONS']) {
      const body = method === 'GET' ? null : '{ this is no JSON';
      const answer = await fetch(origin + path, { method, body, headers: { 'content-type': 'application/json' } });
      expect(`${method} ${path} ${answer.status}`).toBe(`${method} ${path} 401`);
      expect(answer.headers.get('www-authenticate')).toContain('Bearer');
    }
  }
});

it('refuses a body that is no JSON, too large, or of another shape, after the credential', async () => {
  const { admin, started } = await startApi();
  const clear = '/api/admin/clear-revenue-data';
  expect((await admin('POST', clear, '{ this is no JSON')).status).toBe(400);
  expect((await admin('POST', clear, { confirm: 'x'.repeat(20_000) })).status).toBe(413);
  const unconfirmed = await admin('POST', clear, { confirm: 'yes' });
  expect(Problem.parse(await unconfirmed.json()).errors).toEqual([
    { name: 'confirm', message: 'the text clear-revenue-data' }
  ]);
  expect((await admin('POST', clear)).status).toBe(400);
  expect((await admin('POST', '/api/admin/audit-transactions', { blocks: 200_001 })).status).toBe(400);
  expect(started).toEqual([]);
});

it('starts each job with its arguments and names a running one', async () => {
  const { admin, started } = await startApi();
  const first = await admin('POST', '/api/admin/audit-transactions', { blocks: 100 });
  expect(first.status).toBe(202);
  expect(await first.json()).toMatchObject({ job: { id: 'job-0', name: 'audit-transactions', state: 'running' } });
  const second = await admin('POST', '/api/admin/audit-transactions');
  expect(second.status).toBe(409);
  expect(Problem.parse(await second.json())).toMatchObject({ code: 'conflict', job: { id: 'job-0' } });
  expect(started).toEqual([{ name: 'audit-transactions', args: { blocks: 100 }, requestedBy: 'token' }]);
  expect((await admin('GET', '/api/admin/jobs/job-0')).status).toBe(200);
  expect((await admin('GET', '/api/admin/jobs/job-9')).status).toBe(404);
});

it('tells an operator what is wrong with the bucket', async () => {
  const list = () => Promise.reject(new UpstreamError('bucket', 'list backups/: AccessDenied (let the key list)'));
  const { admin } = await startApi({ deps: { backups: { enabled: true, list } } });
  const answer = await admin('GET', '/api/admin/backups');
  const told = { code: 'bucket_failed', detail: 'bucket: list backups/: AccessDenied (let the key list)' };
  expect([answer.status, Problem.parse(await answer.json())]).toMatchObject([502, told]);
});

it('keeps a record of each call, refused ones too, without any credential in it', async () => {
  const { admin, origin, store } = await startApi();
  await admin('POST', '/api/admin/audit-transactions', { blocks: 7 });
  await admin('POST', '/api/admin/audit-transactions', { blocks: 7 });
  await fetch(`${origin}/api/admin/jobs`, { headers: { authorization: 'Bearer wrong-token-wrong-token' } });
  await expect.poll(() => store.query('audit_list', { limit: 10 })).toHaveLength(3);
  const answer = await admin('GET', '/api/admin/audit');
  const text = await answer.text();
  const { entries } = JSON.parse(text) as { entries: Record<string, unknown>[] };
  expect(entries.map(({ actor, action, outcome, detail }) => [actor, action, outcome, detail]).sort()).toEqual([
    ['nobody', 'GET /api/admin/jobs', 'refused (401)', ''],
    ['token', 'POST /api/admin/audit-transactions', 'done (202)', '{"blocks":7}'],
    ['token', 'POST /api/admin/audit-transactions', 'refused (409)', '{"blocks":7}']
  ]);
  expect(text).not.toContain(TOKEN);
  expect(text).not.toContain('wrong-token');
});

it('locks a client out after ten wrong tokens, for a minute, also with the right one', async () => {
  const { get, state } = await startApi();
  const from = (client: string, token: string) => ({ 'x-forwarded-for': client, authorization: `Bearer ${token}` });
  for (let attempt = 0; attempt < 10; attempt++) {
    expect((await get('/api/admin/jobs', from('192.0.2.7', `guess-${attempt}`))).status).toBe(401);
  }
  const locked = await get('/api/admin/jobs', from('192.0.2.7', TOKEN));
  expect(locked.status).toBe(429);
  expect(locked.headers.get('retry-after')).toBe('60');
  expect((await get('/api/admin/jobs', from('192.0.2.8', TOKEN))).status).toBe(200);
  expect((await get('/api/stats', from('192.0.2.7', ''))).status).toBe(200);
  state.now += 60;
  expect((await get('/api/admin/jobs', from('192.0.2.7', TOKEN))).status).toBe(200);
});

it.each([-7_200, 7_200, -3 * 86_400])(
  'a lock-out lasts a minute, whether or not the clock is set by %i s meanwhile',
  async (by) => {
    const { get, state } = await startApi();
    const guess = (token: string) => get('/api/admin/jobs', { authorization: `Bearer ${token}` });
    for (let attempt = 0; attempt < 10; attempt++) await guess(`guess-${attempt}`);
    state.now += 20;
    state.setBy = by;
    const locked = await guess(TOKEN);
    expect([locked.status, locked.headers.get('retry-after')]).toEqual([429, '40']);
    state.now += 40;
    expect((await guess(TOKEN)).status).toBe(200);
  }
);

it.each([-7_200, 7_200])(
  'a client over its limit waits for a minute, whether or not the clock is set by %i s',
  async (by) => {
    const { get, state } = await startApi({ deps: { rateLimitPerMinute: 3 } });
    const statuses = async (count: number) => {
      const answers = [];
      for (let asked = 0; asked < count; asked++) answers.push((await get('/api/stats')).status);
      return answers;
    };
    expect(await statuses(5)).toEqual([200, 200, 200, 429, 429]);
    state.now += 30;
    state.setBy = by;
    const refused = await get('/api/stats');
    expect([refused.status, refused.headers.get('retry-after'), refused.headers.get('ratelimit-reset')]).toEqual([
      429,
      '30',
      '30'
    ]);
    state.now += 30;
    expect(await statuses(4)).toEqual([200, 200, 200, 429]);
    const { uptime } = (await (await get('/api/health/live')).json()) as { uptime: number };
    expect(uptime).toBe(160);
  }
);

it('does not lock out whoever shows no credential or an expired session', async () => {
  const { admin, get, state } = await startApi();
  const cookie = await signIn(admin);
  state.now += 12 * 3_600;
  for (let attempt = 0; attempt < 12; attempt++) {
    expect((await get('/api/admin/session')).status).toBe(401);
    expect((await get('/api/admin/session', { cookie })).status).toBe(401);
  }
  expect((await admin('GET', '/api/admin/session')).status).toBe(200);
});

it('gives the token a session cookie of twelve hours that scripts and other sites cannot use', async () => {
  const { admin, get, state } = await startApi();
  const answer = await admin('POST', '/api/admin/session');
  expect(await answer.json()).toEqual({ expiresAt: NOON + 12 * 3_600 });
  const header = answer.headers.get('set-cookie') ?? '';
  for (const attribute of ['HttpOnly', 'SameSite=Strict', 'Path=/', 'Max-Age=43200'])
    expect(header).toContain(attribute);
  expect(header).not.toContain('Secure');
  expect(header).not.toContain(TOKEN);
  const cookie = header.split(';')[0]!;
  expect((await get('/api/admin/jobs', { cookie })).status).toBe(200);
  state.now += 12 * 3_600 - 1;
  expect((await get('/api/admin/jobs', { cookie })).status).toBe(200);
  state.now += 1;
  expect((await get('/api/admin/jobs', { cookie })).status).toBe(401);
});

it('marks the cookie as secure where the visitor came by https', async () => {
  const { admin } = await startApi();
  const https = await admin(
    'POST',
    '/api/admin/session',
    {},
    { 'x-forwarded-proto': 'https', 'x-forwarded-host': 'a.example' }
  );
  expect(https.headers.get('set-cookie')).toContain('; Secure');
});

it('refuses a cookie that was changed or made with another token', async () => {
  const { admin, get } = await startApi();
  const cookie = await signIn(admin);
  const other = await startApi({ deps: { credentials: createCredentials('another-token-of-tests', () => NOON) } });
  expect((await other.get('/api/admin/jobs', { cookie })).status).toBe(401);
  expect((await get('/api/admin/jobs', { cookie: cookie.replace(/=\d/, '=9') })).status).toBe(401);
  expect((await get('/api/admin/jobs', { cookie: 'fluxtracker_session=..' })).status).toBe(401);
});

it('ends a session for good', async () => {
  const { admin, get, origin } = await startApi();
  const cookie = await signIn(admin);
  const out = await fetch(`${origin}/api/admin/session`, { method: 'DELETE', headers: { cookie, origin } });
  expect(out.headers.get('set-cookie')).toContain('Max-Age=0');
  expect((await get('/api/admin/jobs', { cookie })).status).toBe(401);
});

it('lets a session change something from our own pages only', async () => {
  const { admin, origin, started } = await startApi();
  const cookie = await signIn(admin);
  const post = (headers: Record<string, string>) =>
    fetch(`${origin}/api/admin/revenue-sync`, { method: 'POST', headers: { cookie, ...headers } });
  expect((await post({})).status).toBe(403);
  expect((await post({ origin: 'https://evil.example' })).status).toBe(403);
  expect((await post({ origin: 'null' })).status).toBe(403);
  expect((await post({ 'sec-fetch-site': 'cross-site', origin })).status).toBe(403);
  expect(started).toEqual([]);
  expect((await post({ origin })).status).toBe(202);
  expect(started).toMatchObject([{ name: 'revenue-sync', requestedBy: expect.stringMatching(/^session /) as string }]);
});

it.each(['GET', 'HEAD'])('lets a session read by %s from our own pages and plain clients only', async (method) => {
  const { admin, origin } = await startApi();
  const cookie = await signIn(admin);
  const statusFor = async (headers: Record<string, string>) =>
    (await fetch(`${origin}/api/admin/jobs`, { method, headers: { cookie, ...headers } })).status;
  for (const foreign of [
    { origin: 'https://evil.example' },
    { origin: 'null' },
    ...['cross-site', 'same-site'].map(site)
  ])
    expect([foreign, await statusFor(foreign)]).toEqual([foreign, 403]);
  expect(await statusFor({ ...site('cross-site'), origin })).toBe(403);
  expect(await statusFor({ ...site('same-origin'), origin: 'https://evil.example' })).toBe(403);
  for (const ours of [{}, { origin }, site('same-origin'), site('none')])
    expect([ours, await statusFor(ours)]).toEqual([ours, 200]);
  const { status } = await admin('GET', '/api/admin/jobs', undefined, { origin: 'https://elsewhere.example' });
  expect(status).toBe(200);
});

it('signs in with the token only, not with a session', async () => {
  const { admin, origin } = await startApi();
  const cookie = await signIn(admin);
  const again = await fetch(`${origin}/api/admin/session`, { method: 'POST', headers: { cookie, origin } });
  expect(again.status).toBe(403);
});

it('never lets an admin answer be stored', async () => {
  const { admin } = await startApi();
  for (const { path } of routes.filter(({ auth, method }) => auth === 'admin' && method === 'GET')) {
    const answer = await admin('GET', path.replace(':id', 'job-0'));
    expect(answer.headers.get('cache-control')).toBe('no-store');
  }
});

it('lets an operator in while the record cannot be written', async () => {
  const { admin, logged } = await startApi({
    deps: { recordAudit: () => Promise.reject(new Error('disk full')) }
  });
  expect((await admin('POST', '/api/admin/revenue-sync')).status).toBe(202);
  expect(logged.some(({ msg }) => msg === 'administrative call not recorded')).toBe(true);
});

const site = (from: string) => ({ 'sec-fetch-site': from });

async function signIn(admin: (method: string, path: string) => Promise<Response>): Promise<string> {
  const answer = await admin('POST', '/api/admin/session');
  return answer.headers.get('set-cookie')!.split(';')[0]!;
}
