/**
 * Collects what one process tells the other, and sends it at the end of the turn in which it happened, before whoever caused
 * it can see the answer and ask elsewhere; under load once in a few milliseconds.
 */
const PAUSE_MS = 5;

/** Answers what asks for `send` to be called soon; and `stop`, after which it is not. */
export function createOutbox(send: () => void) {
  let isDue = false;
  let isStopped = false;
  let sentAt = -PAUSE_MS;

  function flush(): void {
    isDue = false;
    if (isStopped) return;
    sentAt = performance.now();
    send();
  }

  return {
    due(): void {
      if (isDue) return;
      isDue = true;
      if (performance.now() - sentAt < PAUSE_MS) setTimeout(flush, PAUSE_MS);
      else setImmediate(flush);
    },
    stop(): void {
      isStopped = true;
    }
  };
}
