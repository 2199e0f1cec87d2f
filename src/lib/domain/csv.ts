/**
 * A cell of text in a CSV file (RFC 4180). App names are text that anybody may register, and a spreadsheet runs what
 * starts like a formula: a leading apostrophe makes it text. Numbers do not pass through here and are never changed.
 */
export function textCell(text: string): string {
  const safe = /^[=+\-@\t\r]/.test(text) ? `'${text}` : text;
  return /[",\r\n]/.test(safe) ? `"${safe.replaceAll('"', '""')}"` : safe;
}
