/** Amounts of tokens, which may pass 2^53 and come as text then. */
export function tokensText(tokens: number | string): string {
  return BigInt(tokens).toLocaleString('en-US');
}

/** For bars: exact enough to be drawn. */
export function tokensNumber(tokens: number | string): number {
  return Number(tokens);
}
