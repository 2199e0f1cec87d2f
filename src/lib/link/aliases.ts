/** Paths of the API that programs know under another name. The page of usage itself has no tenant in its path. */
const aliases: { method: string; path: RegExp; cut: number; before: string }[] = [
  { method: 'POST', path: /^\/events(?:\?|$)/, cut: 0, before: '/api/meter' },
  // Metering has no limit of requests, under whichever name.
  { method: 'POST', path: /^\/api\/events(?:\?|$)/, cut: '/api'.length, before: '/api/meter' },
  { method: 'GET', path: /^\/usage\/(?!__data\.json(?:\?|$))[^/?]+(?:\?|$)/, cut: 0, before: '/api' },
  {
    method: 'POST',
    path: /^\/internal\/indexer\/events\/replay(?:\?|$)/,
    cut: '/internal'.length,
    before: '/api/admin'
  },
  { method: 'GET', path: /^\/internal\/indexer\/status(?:\?|$)/, cut: '/internal'.length, before: '/api/admin' }
];

/** The path that the API knows; any other as it is. */
export function withoutAlias(method: string | undefined, url: string | undefined): string | undefined {
  const found = aliases.find((alias) => alias.method === method && alias.path.test(url ?? ''));
  return found === undefined ? url : `${found.before}${(url ?? '').slice(found.cut)}`;
}
