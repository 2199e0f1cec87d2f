/** For what takes its own time: the machine may be busy. Nothing waits that long where all is well. */
export const PATIENCE_MS = 90_000;
