/**
 * Process 2: the edge in front of the SvelteKit pages.
 *
 * The page handler is the output of adapter-node, which reads its settings from the environment when it is imported: hence
 * the import at run time, after they are written. SIGTERM or the starting process gone: open requests end, then exit 0.
 */
import { fileURLToPath } from 'node:url';
import { createEdge, type PageHandler } from './lib/edge/edge.ts';
import { apiBase } from './lib/edge/api-base.ts';
import { createKeptAnswers } from './lib/edge/kept-answers.ts';
import { keepPages } from './lib/edge/kept-pages.ts';
import { compressPages } from './lib/edge/compress-pages.ts';
import { NOTICE_HEADER, type ProxyNotice } from './lib/edge/proxy-watch.ts';
import { readStaticFiles, serveStatic } from './lib/edge/static-files.ts';
import { type Config, readConfig } from './lib/server/platform/config/config.ts';
import { ConfigError } from './lib/server/platform/errors.ts';
import { followParent } from './lib/server/platform/follow-parent.ts';
import { createLog, type Log } from './lib/server/platform/log.ts';

const DRAIN_MS = 8_000;
const EXIT_FIX_ME = 1;
const TELL_MS = 5_000;

const config = readOrExit();
await serve(config, createLog(config.logLevel, 'web'));

async function serve({ web, api }: Config, log: Log): Promise<void> {
  Object.assign(process.env, {
    ADDRESS_HEADER: 'x-forwarded-for',
    XFF_DEPTH: '1',
    PROTOCOL_HEADER: 'x-forwarded-proto',
    HOST_HEADER: 'x-forwarded-host'
  });
  delete process.env['PORT_HEADER'];
  delete process.env['ORIGIN'];
  const pages = (await import(new URL('../web/handler.js', import.meta.url).href)) as { handler: PageHandler };

  const files = readStaticFiles(fileURLToPath(new URL('../web/client', import.meta.url)), '/_app/immutable/');

  const base = apiBase(api);
  const edge = createEdge({
    api: base,
    answers: createKeptAnswers(base),
    pages: serveStatic(files, keepPages(compressPages(pages.handler))),
    origin: web.origin,
    trustProxy: web.trustProxy,
    onFailure: (err, { requestId }) => log.warn({ err, requestId }, 'api request failed'),
    onProxyNotice: tellApi
  });
  edge.server.once('error', (err) => {
    log.fatal({ err }, 'listener failed');
    process.exit(EXIT_FIX_ME);
  });
  edge.server.listen(web.port, web.host, () => log.info({ host: web.host, port: web.port }, 'web listened'));

  /** Log and health of it are the API's. */
  async function tellApi({ code, header }: ProxyNotice): Promise<void> {
    const headers = { [NOTICE_HEADER]: `${code} ${header}` };
    const answer = await fetch(`${base}/api/health/live`, { headers, signal: AbortSignal.timeout(TELL_MS) });
    await answer.body?.cancel();
  }

  let isEnding = false;
  function end(reason: string): void {
    if (isEnding) return;
    isEnding = true;
    log.info({ reason }, 'drain started');
    void edge.drain(DRAIN_MS).then(() => {
      log.info('web stopped');
      process.exit(0);
    });
  }
  for (const signal of ['SIGTERM', 'SIGINT'] as const) process.on(signal, () => end(signal));
  followParent(() => end('parent gone'));
}

function readOrExit(): Config {
  try {
    return readConfig();
  } catch (error) {
    if (!(error instanceof ConfigError)) throw error;
    process.stderr.write(`${error.message}\n`);
    process.exit(EXIT_FIX_ME);
  }
}
