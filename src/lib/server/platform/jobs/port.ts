/** What the rest of the product sees of jobs: start one, follow it, know how each is doing without asking the store. */
export interface JobView {
  id: string;
  name: string;
  state: 'running' | 'succeeded' | 'failed' | 'interrupted';
  requestedBy: string;
  /** Unix seconds. */
  startedAt: number;
  finishedAt: number | null;
  done: number | null;
  total: number | null;
  /** From this run's own pace; null while it is unknown. */
  etaSeconds: number | null;
  error: string | null;
  result: unknown;
}

/** A job's newest run, as health shows it. */
export interface JobHealth {
  name: string;
  state: JobView['state'];
  lastSuccess: number | null;
  /** Why the newest run failed; for the operator's log and problems, never shown with arguments. */
  lastError: string | null;
  /** Since when runs that nobody asked for have failed, unix seconds; null: they do not. */
  failingSince: number | null;
  done: number | null;
  total: number | null;
  etaSeconds: number | null;
  /** When the next scheduled run starts, unix seconds; null while one is under way, and for work that only runs on demand. */
  nextRun: number | null;
}

export interface Jobs {
  /** Starts a job and resolves as soon as it is recorded. Throws Conflict with the running one's id, NotFound for a name. */
  start(name: string, args: Record<string, unknown>, requestedBy: string): Promise<JobView>;
  list(limit: number): Promise<JobView[]>;
  /** null when there is no such job. */
  get(id: string): Promise<JobView | null>;
  /** In memory: answers when the store does not. */
  health(): JobHealth[];
}
