/**
 * Forms are taken from our own pages only, and whoever is refused learns why.
 *
 * Behind a proxy that ends TLS the server may believe in another address than the one that visitors use; then every form
 * of its own looks foreign. The refusal says what it believes and, where only the protocol differs, what to set.
 */

export interface ForeignForm {
  /** Where it says it comes from; null = it does not say. */
  from: string | null;
  /** For the visitor. */
  message: string;
}

const reading = new Set(['GET', 'HEAD', 'OPTIONS']);

/** null: it only reads, or comes from a page of `believed`, the origin that this server takes for its own. */
export function foreignForm(
  { method, headers }: { method: string; headers: Headers },
  believed: string
): ForeignForm | null {
  const from = headers.get('origin');
  if (reading.has(method) || from === believed) return null;
  const named = from === null || from === 'null' ? 'a page that does not say which it is' : from;
  const belief = `This form was sent from ${named}, but the server believes that its own address is ${believed}.`;
  const setting = isSameHost(from, believed)
    ? `If a proxy in front of it ends TLS, set ORIGIN=${from ?? ''}, or TRUST_PROXY to the number of proxies that send X-Forwarded-Proto, and start it again.`
    : 'If the address in your browser is the right one, set ORIGIN to it, or TRUST_PROXY to the number of proxies in front, and start the server again.';
  return { from, message: `${belief} Nothing was done. ${setting}` };
}

function isSameHost(from: string | null, believed: string): boolean {
  return from !== null && URL.canParse(from) && new URL(from).hostname === new URL(believed).hostname;
}
