/** The encodings that a visitor takes, of the header Accept-Encoding: those refused with q=0 are none. */
export function acceptedEncodings(header: string | null | undefined): string[] {
  return (header ?? '')
    .split(',')
    .filter((part) => !/;\s*q=0(\.0*)?\s*$/.test(part))
    .map((part) => part.replace(/;.*/, '').trim());
}
