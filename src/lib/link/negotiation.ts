/** What a visitor takes of an answer: in which encoding, and whether the one that they have still is it. */
export type Encoding = 'br' | 'gzip' | 'identity';

/** What the client accepts, in our order of preference; a quality of 0 refuses. */
export function chosenEncoding(accepted: string | undefined): Encoding {
  if (accepted === undefined) return 'identity';
  const isAccepted = (name: string) =>
    new RegExp(`(?:^|[,\\s])${name}\\s*(?:;\\s*q=(?!0(?:\\.0*)?(?:\\s*,|\\s*$))|,|$)`, 'i').test(accepted);
  if (isAccepted('br')) return 'br';
  return isAccepted('gzip') ? 'gzip' : 'identity';
}

/** `etag`: a weak one, as all of ours are. */
export function isKnownTo(ifNoneMatch: string | undefined, etag: string): boolean {
  if (ifNoneMatch === undefined) return false;
  if (ifNoneMatch.trim() === '*') return true;
  return ifNoneMatch.split(',').some((each) => each.trim().replace(/^W\//, '') === etag.slice(2));
}
