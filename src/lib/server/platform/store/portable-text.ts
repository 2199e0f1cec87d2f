/**
 * Text that every engine can hold: Postgres has no U+0000 in a text, and neither engine has half of a surrogate pair.
 *
 * Names and specs are text that anybody may register, so such characters do come. They are taken out or replaced before
 * anything is sent: refusing would let one odd name stop the index, and sending would make the engines answer differently.
 */

/**
 * NUL is dropped, half a pair becomes U+FFFD.
 *
 * Halves are judged as they came: two of them with a NUL between are no pair, and dropping the NUL first would make one.
 */
export function toPortableText(text: string): string {
  const wellFormed = text.toWellFormed();
  return wellFormed.includes('\0') ? wellFormed.replaceAll('\0', '') : wellFormed;
}

/** The same for all texts inside a JSON text as `JSON.stringify` writes it: there, both stand as escapes only. */
export function toPortableJson(json: string): string {
  if (!json.includes('\\u0000') && !json.includes('\\ud')) return json;
  return json.replaceAll(ESCAPE, (escape) => {
    if (escape === '\\u0000') return '';
    return escape.startsWith('\\ud') ? '\\ufffd' : escape;
  });
}

/** Whole escapes, so that the `u0000` behind an escaped backslash is not taken for one. */
const ESCAPE = /\\(?:u[0-9a-f]{4}|.)/g;
