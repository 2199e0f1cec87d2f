/**
 * Sends one delivery to where its webhook points, and nowhere else.
 *
 * The name is resolved and its addresses are checked where the connection is made, so what was checked is what is connected
 * to. No redirect is followed, nothing is kept of the answer but its status; it is read to 64 KiB, within ten seconds.
 */
import { lookup, type LookupAddress, type LookupAllOptions } from 'node:dns';
import { isIP, type LookupFunction } from 'node:net';
import { Agent, request } from 'undici';
import { addressRule } from '../../../platform/upstream/public-address.ts';

const WITHIN_MS = 10_000;
const MOST_READ_BYTES = 64 * 1024;
const IDLE_MS = 10_000;
const INSIDE = 'leads to an address that is not allowed';

export interface Answered {
  /** null: there was no answer. */
  status: number | null;
  retryAfter: string | undefined;
  /** For the record: never a text of the receiver's. */
  outcome: string;
}

export interface Targets {
  /** Why a URL may not be a target; null: it may, as far as can be told without resolving its name. */
  faultOf(url: string): string | null;
  /** The same; of http, which only private ranges may be spoken to by, the name is resolved for it. */
  faultOnceResolved(url: string): Promise<string | null>;
  send(url: string, call: { headers: Record<string, string>; body: string }): Promise<Answered>;
  close(): Promise<void>;
}

class Forbidden extends Error {}

/** Of a name, all addresses. */
type Resolve = (
  host: string,
  options: LookupAllOptions,
  done: (error: Error | null, found: LookupAddress[]) => void
) => void;

/** `allowed`: private ranges that may be targets, also by http. */
export function createTargets(allowed: readonly string[], resolve: Resolve = lookup): Targets {
  const ruleOf = addressRule(allowed);
  const mayConnect = (address: string, isPlain: boolean) => {
    const rule = ruleOf(address);
    return rule === 'allowed' || (rule === 'public' && !isPlain);
  };
  const checked = (isPlain: boolean): LookupFunction => {
    return (host, options, done) => {
      resolve(host, { ...options, all: true }, (error, found) => {
        if (error !== null) {
          done(error, []);
          return;
        }
        if (found.length === 0 || !found.every(({ address }) => mayConnect(address, isPlain))) {
          done(new Forbidden(`the name ${INSIDE}`), []);
          return;
        }
        const [first] = found;
        if (options.all === true || first === undefined) done(null, found);
        else done(null, first.address, first.family);
      });
    };
  };
  const agentOf = (isPlain: boolean) =>
    new Agent({
      connect: { lookup: checked(isPlain), timeout: WITHIN_MS },
      keepAliveTimeout: IDLE_MS,
      headersTimeout: WITHIN_MS,
      bodyTimeout: WITHIN_MS,
      allowH2: false
    });
  const agents = { 'https:': agentOf(false), 'http:': agentOf(true) };

  const faultOf = (text: string): string | null => {
    if (!URL.canParse(text)) return 'is no URL';
    const { protocol, username, password, hostname } = new URL(text);
    if (protocol !== 'https:' && protocol !== 'http:') return 'is not https';
    if (username !== '' || password !== '') return 'holds credentials';
    const host = hostname.replace(/^\[|\]$/g, '');
    const isPlain = protocol === 'http:';
    if (isIP(host) !== 0) return mayConnect(host, isPlain) ? null : INSIDE;
    return isPlain && allowed.length === 0 ? 'is not https' : null;
  };

  return {
    faultOf,
    async faultOnceResolved(url) {
      const fault = faultOf(url);
      if (fault !== null) return fault;
      const { protocol, hostname } = new URL(url);
      if (protocol === 'https:' || isIP(hostname.replace(/^\[|\]$/g, '')) !== 0) return null;
      const found = await new Promise<LookupAddress[]>((done) =>
        resolve(hostname, { all: true }, (error, addresses) => done(error === null ? addresses : []))
      );
      if (found.length === 0) return 'is not https, and its name leads nowhere';
      return found.every(({ address }) => mayConnect(address, true)) ? null : INSIDE;
    },
    async send(url, { headers, body }) {
      const fault = faultOf(url);
      if (fault !== null) return { status: null, retryAfter: undefined, outcome: `not sent: the URL ${fault}` };
      try {
        const answer = await request(url, {
          method: 'POST',
          headers: { 'content-type': 'application/json', 'user-agent': 'fluxtracker', ...headers },
          body,
          dispatcher: agents[new URL(url).protocol as keyof typeof agents],
          signal: AbortSignal.timeout(WITHIN_MS)
        });
        await answer.body.dump({ limit: MOST_READ_BYTES }).catch(() => undefined);
        const retryAfter = answer.headers['retry-after'];
        return {
          status: answer.statusCode,
          retryAfter: Array.isArray(retryAfter) ? retryAfter[0] : retryAfter,
          outcome: `answered ${answer.statusCode}`
        };
      } catch (error) {
        return { status: null, retryAfter: undefined, outcome: outcomeOf(error) };
      }
    },
    async close() {
      await Promise.all(Object.values(agents).map((agent) => agent.destroy()));
    }
  };
}

/** By kind: a text of TLS or DNS may quote what is secret in a URL. */
function outcomeOf(error: unknown): string {
  if (error instanceof Forbidden || (error instanceof Error && error.cause instanceof Forbidden)) {
    return `not sent: the name ${INSIDE}`;
  }
  if (error instanceof Error && error.name === 'TimeoutError') return 'no answer within 10 s';
  const code = error instanceof Error && 'code' in error ? String(error.code) : 'failed';
  return `no answer: ${code}`;
}
