/** Where figures come from, in words. */
const words: Record<string, string> = {
  node: 'From the own node.',
  electrum: 'From the Electrum server.',
  rest: 'From the public REST.',
  'own records': 'From what was seen here.'
};

export function sourceText(source: string | null): string {
  return source === null ? '' : (words[source] ?? `From ${source}.`);
}
