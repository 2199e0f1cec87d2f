/**
 * Keeps the figures of an open page young.
 *
 * Every `everyMs` it asks whether the product answers and, if so, has the page's data loaded again. A hidden tab asks
 * nothing and catches up when it is looked at. One round at a time; a failed one leaves the page as it is and says since
 * when. Asking first matters: a load that fails on the way would replace the page by an error.
 */
export interface RefreshState {
  isBusy: boolean;
  /** Unix second of the first failed round since the last good one. */
  failingSince: number | null;
}

interface Options {
  everyMs: number;
  /** Rejects when the product does not answer. */
  probe: () => Promise<void>;
  reload: () => Promise<void>;
  onState: (state: RefreshState) => void;
  /** Unix seconds. */
  now: () => number;
  page?: Pick<Document, 'hidden' | 'addEventListener' | 'removeEventListener'>;
}

export interface Refresh {
  /** A round now, unless one is running. */
  run: () => Promise<void>;
  stop: () => void;
}

export function startRefresh({ everyMs, probe, reload, onState, now, page = document }: Options): Refresh {
  let state: RefreshState = { isBusy: false, failingSince: null };
  let lastRound = now();
  const update = (next: Partial<RefreshState>) => {
    state = { ...state, ...next };
    onState(state);
  };

  async function run(): Promise<void> {
    if (state.isBusy) return;
    update({ isBusy: true });
    lastRound = now();
    try {
      await probe();
      await reload();
      update({ failingSince: null });
    } catch {
      // The page keeps what it has; the visitor reads since when.
      update({ failingSince: state.failingSince ?? now() });
    } finally {
      update({ isBusy: false });
    }
  }

  const timer = setInterval(() => {
    if (!page.hidden) void run();
  }, everyMs);
  const onVisible = () => {
    if (!page.hidden && (now() - lastRound) * 1000 >= everyMs) void run();
  };
  page.addEventListener('visibilitychange', onVisible);

  function stop(): void {
    clearInterval(timer);
    page.removeEventListener('visibilitychange', onVisible);
  }
  return { run, stop };
}
