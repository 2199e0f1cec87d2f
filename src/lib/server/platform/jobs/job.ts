/** What a job is: its name, when it runs by itself, and the work; what a run is given. */
import type { Logger } from 'pino';

export interface JobContext {
  /** Of the run. */
  id: string;
  args: Record<string, unknown>;
  signal: AbortSignal;
  log: Logger;
  progress: (done: number, total: number) => void;
}

export interface JobDefinition {
  name: string;
  /** null: on demand only. */
  everyMs: number | null;
  /** Wait before the first scheduled run. */
  delayMs?: number;
  /** What it resolves with is kept as the job's result. */
  run: (context: JobContext) => Promise<unknown>;
}
