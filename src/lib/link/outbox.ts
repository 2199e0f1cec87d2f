/**
 * Collects what one process tells the other. What decides about the next request is urgent: it leaves at the end of the turn in
 * which it happened, before whoever caused it can see the answer and ask the other process. The rest leaves once in a few
 * milliseconds.
 */
const PAUSE_MS = 5;

/** Answers what asks for `send` to be called soon; and `stop`, after which it is not. */
export function createOutbox(send: () => void) {
  let timer: NodeJS.Timeout | null = null;
  let immediate: NodeJS.Immediate | null = null;
  let isStopped = false;

  function clear(): void {
    if (timer !== null) clearTimeout(timer);
    if (immediate !== null) clearImmediate(immediate);
    timer = null;
    immediate = null;
  }

  function flush(): void {
    clear();
    send();
  }

  return {
    due({ isUrgent }: { isUrgent: boolean }): void {
      if (isStopped || immediate !== null) return;
      if (isUrgent) immediate = setImmediate(flush);
      else timer ??= setTimeout(flush, PAUSE_MS);
    },
    stop(): void {
      isStopped = true;
      clear();
    }
  };
}
