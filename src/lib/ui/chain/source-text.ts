/** Where figures come from, in words. */
const words: Record<string, string> = {
  node: 'From our own node.',
  electrum: 'From the Electrum server.',
  rest: 'From a public API.',
  'own records': 'From blocks seen by this installation.'
};

export function sourceText(source: string | null): string {
  return source === null ? '' : (words[source] ?? `From ${source}.`);
}
