/** How much a host is asked, and how patiently. */
export interface HostLimits {
  inFlight: number;
  /** Starts. */
  perSecond: number;
  timeoutMs: number;
  /** First delay before a repetition; doubles, with jitter. */
  retryDelayMs: number;
  /** How much of a pause that the host asked for a call sits through before it fails instead. */
  patienceMs: number;
  /** How long the host is left alone after a "too many requests" that does not say for how long. */
  unsaidWaitMs: number;
  /** Whether a source that keeps failing is left alone for a while. */
  hasCircuit: boolean;
}

export const defaultLimits: HostLimits = {
  inFlight: 8,
  perSecond: 10,
  timeoutMs: 30_000,
  retryDelayMs: 250,
  patienceMs: 60_000,
  unsaidWaitMs: 2_000,
  hasCircuit: true
};
