/** Whole numbers of a JSON body past 2^53, which a double would change: they are read as the text that was sent. */
export function exactNumber(_field: string, value: unknown, context?: { source?: string }): unknown {
  const isInexact = typeof value === 'number' && Number.isInteger(value) && !Number.isSafeInteger(value);
  return isInexact ? (context?.source ?? value) : value;
}
