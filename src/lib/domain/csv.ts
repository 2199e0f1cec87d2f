/**
 * A cell of text in a CSV file (RFC 4180). App names are text that anybody may register, and a spreadsheet runs what
 * starts like a formula: a leading apostrophe makes it text. Numbers do not pass through here and are never changed.
 */
export function textCell(text: string): string {
  const safe = asText(text);
  return /[",\r\n]/.test(safe) ? inQuotes(safe) : safe;
}

/** The same cell in quotes, whether it needs them or not. */
export function quotedCell(text: string): string {
  return inQuotes(asText(text));
}

function asText(text: string): string {
  return /^[=+\-@\t\r]/.test(text) ? `'${text}` : text;
}

function inQuotes(text: string): string {
  return `"${text.replaceAll('"', '""')}"`;
}
