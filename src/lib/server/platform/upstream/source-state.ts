/** State of one upstream source, as health shows it. */
export interface SourceState {
  name: string;
  /** Whether it gave what it was last asked for, or is not needed for that any more. */
  ok: boolean;
  lastSuccess: number | null;
  lastError: string | null;
  lastErrorAt: number | null;
  /** What of its newest answer could not be read and was left out; null: nothing. */
  note: string | null;
  /** It feeds panels of their own, which say themselves that it is away: no problem of the product. */
  isOptional?: true;
}
