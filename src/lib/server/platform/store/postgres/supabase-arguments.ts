/**
 * Arguments as the functions take them: names with the prefix of parameters, lists as objects keyed by position (what
 * `json_each` reads on both engines).
 */
export function functionArguments(args: object): Record<string, unknown> {
  return Object.fromEntries(
    Object.entries(args).map(([key, value]: [string, unknown]) => [`p_${key}`, keyedByPosition(value)])
  );
}

function keyedByPosition(value: unknown): unknown {
  return Array.isArray(value) ? Object.fromEntries(value.entries()) : value;
}
