/**
 * Page state in the query of its address: read strictly, written short.
 *
 * What a link does not know falls back to the default, so that an old or mistyped link still shows the page; a default is
 * not written, so that one state has one address.
 */

/** The value of a parameter if it is one of the choices, else the first of them. */
export function choiceOf<const T extends string>(
  query: URLSearchParams,
  name: string,
  choices: readonly [T, ...T[]]
): T {
  const asked = query.get(name);
  return choices.find((choice) => choice === asked) ?? choices[0];
}

export function textOf(query: URLSearchParams, name: string): string | undefined {
  const text = query.get(name)?.trim();
  return text === '' ? undefined : text;
}

/** What a search needs that the API would refuse; null = nothing. */
export function searchFault(search: string | undefined, { min, max }: { min: number; max: number }): string | null {
  const length = search?.length ?? 0;
  if (length > 0 && length < min) return `Type at least ${min} characters.`;
  return length > max ? `Type at most ${max} characters.` : null;
}

export function pageOf(query: URLSearchParams): number {
  const text = query.get('page') ?? '';
  return /^[1-9]\d{0,8}$/.test(text) ? Number(text) : 1;
}

/** Those of the choices that are named, as repeated parameters (a form writes them so) or as comma lists. */
export function listOf<const T extends string>(query: URLSearchParams, name: string, choices: readonly T[]): T[] {
  const named = query.getAll(name).flatMap((text) => text.split(','));
  return choices.filter((choice) => named.includes(choice));
}

/** The query with some parameters changed; null removes one. Empty or starting with "?". */
export function withQuery(query: URLSearchParams, changes: Record<string, string | number | null>): '' | `?${string}` {
  const next = new URLSearchParams(query);
  for (const [name, value] of Object.entries(changes)) {
    if (value === null) next.delete(name);
    else next.set(name, String(value));
  }
  return next.size === 0 ? '' : `?${next.toString()}`;
}

/** The comma list of a parameter with one member put in or taken out: what a switch's link or button sets. */
export function toggled(query: URLSearchParams, name: string, member: string): string {
  const named = query.getAll(name).flatMap((text) => text.split(',').filter(Boolean));
  return (named.includes(member) ? named.filter((one) => one !== member) : [...named, member]).join(',');
}
