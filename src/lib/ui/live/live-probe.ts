/** Asks whether the product answers at all. Rejects when it does not, or not in time. */
const PROBE_MS = 5_000;

export async function probeLive(): Promise<void> {
  const answer = await fetch('/api/health/live', { signal: AbortSignal.timeout(PROBE_MS), cache: 'no-store' });
  if (!answer.ok) throw new Error(`live answered ${answer.status}`);
}
