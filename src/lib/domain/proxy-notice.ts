/**
 * What requests tell about TRUST_PROXY: how the number of proxies that are believed does not fit those in front.
 *
 * The edge sees it, health says it. Anybody can send such headers, so it is a note and no problem, and of what was sent only
 * the name of a header is repeated.
 */
/** In which the edge tells the API; from clients the edge takes it away. */
export const NOTICE_HEADER = 'x-edge-notice';

export const clientHeaders = [
  ...(['x-forwarded-for', 'forwarded', 'x-real-ip', 'cf-connecting-ip', 'true-client-ip'] as const),
  ...(['x-client-ip', 'fly-client-ip', 'x-cluster-client-ip', 'x-forwarded-proto'] as const)
] as const;
export type ClientHeader = (typeof clientHeaders)[number];

const texts = {
  proxy_not_trusted: (header: string) =>
    `Requests arrive with ${header} while TRUST_PROXY is 0: behind a proxy all visitors share one rate limit and one lock-out. Set TRUST_PROXY to the number of proxies in front of the web port.`,
  proxy_header_unread: (header: string) =>
    `Requests arrive with ${header} and without X-Forwarded-For, the only header that is read: all visitors share one rate limit and one lock-out. Let the proxy send X-Forwarded-For.`,
  trust_proxy_too_large: () =>
    'Requests come through fewer proxies than TRUST_PROXY says: a visitor can pretend to be another. Set it to the number of proxies in front of the web port.',
  trust_proxy_too_small: () =>
    'Requests come through more proxies than TRUST_PROXY says: the address that it leads to is that of a proxy, and visitors share one rate limit and one lock-out. Set it to the number of proxies in front of the web port.'
} satisfies Record<string, (header: string) => string>;

export interface ProxyNotice {
  code: keyof typeof texts;
  /** By which it was noticed. */
  header: ClientHeader;
}

/** For an operator: what is the matter and what to set. */
export function textOfNotice({ code, header }: ProxyNotice): string {
  return texts[code](header);
}

export function writeNotice({ code, header }: ProxyNotice): string {
  return `${code} ${header}`;
}

/** null: it is none that we wrote. */
export function readNotice(text: string): ProxyNotice | null {
  const [code = '', name = ''] = text.split(' ');
  const header = clientHeaders.find((each) => each === name);
  return isCode(code) && header !== undefined ? { code, header } : null;
}

function isCode(text: string): text is ProxyNotice['code'] {
  return Object.hasOwn(texts, text);
}
