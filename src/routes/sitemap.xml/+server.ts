/** The pages that are worth finding: the fixed ones, and those of the apps with most revenue. */
import { appAnalytics } from '$lib/contract/ledger/apps';
import { settle } from '$lib/ui/live/settle';
import { escaped } from '$lib/ui/share/preview';
import { appHref } from '$lib/ui/state/app-href';
import { valueOf } from '$lib/ui/state/parts';
import type { RequestHandler } from './$types';

const pages = ['/', '/transactions', '/apps', '/payers', '/nodes', '/repos', '/status', '/developers'];
const APPS = 500;

export const GET: RequestHandler = async ({ locals: { ask }, url }) => {
  const apps = await settle(ask(appAnalytics, { query: { limit: APPS } }), 0);
  const paths = [...pages, ...(valueOf(apps)?.apps ?? []).map(({ appName }) => appHref(appName))];
  const urls = paths.map((path) => `<url><loc>${escaped(url.origin + path)}</loc></url>`).join('');
  const body = `<?xml version="1.0" encoding="UTF-8"?><urlset xmlns="http://www.sitemaps.org/schemas/sitemap/0.9">${urls}</urlset>`;
  return new Response(body, {
    headers: { 'content-type': 'application/xml', 'cache-control': 'public, max-age=3600' }
  });
};
