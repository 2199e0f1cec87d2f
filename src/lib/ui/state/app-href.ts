/** Addresses of the pages about one thing. */

/**
 * The address of an app's page. A name is text that anybody may register: "/", "?" and "%" in it are part
 * of the name, and so are brackets, which the router would read as its own.
 */
export function appHref(name: string) {
  return `/apps/${written(name)}` as const;
}

export function payerHref(address: string) {
  return `/payers/${written(address)}` as const;
}

/** `ip`: with or without a port. */
export function nodeHref(ip: string) {
  return `/nodes/${written(ip)}` as const;
}

/** The nodes of a wallet, a country or a provider, or of all that are named. */
export function nodesHref(of: { country?: string; provider?: string; wallet?: string }) {
  return `/nodes?${new URLSearchParams(of).toString()}` as const;
}

/** The apps of a Flux ID or an EVM address. */
export function ownerHref(owner: string) {
  return `/apps?${new URLSearchParams({ owner }).toString()}` as const;
}

function written(text: string): string {
  return encodeURIComponent(text).replace(/[()]/g, (sign) => (sign === '(' ? '%28' : '%29'));
}
