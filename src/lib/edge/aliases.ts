/** Paths of the API that programs know under an older name, outside /api/. The page of usage itself has no tenant in its path. */
const aliases: { method: string; path: RegExp; before: string }[] = [
  { method: 'POST', path: /^\/events(?:\?|$)/, before: '/api' },
  { method: 'GET', path: /^\/usage\/[^/?]+(?:\?|$)/, before: '/api' }
];

/** The path that the API knows; any other as it is. */
export function withoutAlias(method: string | undefined, url: string | undefined): string | undefined {
  const found = aliases.find((alias) => alias.method === method && alias.path.test(url ?? ''));
  return found === undefined ? url : `${found.before}${url ?? ''}`;
}
