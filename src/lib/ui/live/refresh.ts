/**
 * Keeps the figures of an open page young.
 *
 * Every `everyMs` it asks whether the product answers and, if so, has the page's data loaded again. It looks each second
 * whether that time has passed, so that a machine that slept catches up at once. A hidden tab asks nothing and catches up
 * when it is looked at. One round at a time; a failed one leaves the page as it is and says since when. A lost network
 * counts as a failed round at once; a round follows, because the product may be nearer than the rest of the network.
 */
import { elapsedSince, mark } from '../format/elapsed.ts';

export interface RefreshState {
  isBusy: boolean;
  /** Unix second of the first failed round since the last good one. */
  failingSince: number | null;
}

type Listening = 'addEventListener' | 'removeEventListener';

interface Options {
  everyMs: number;
  /** Rejects when the product does not answer. */
  probe: () => Promise<void>;
  reload: () => Promise<void>;
  onState: (state: RefreshState) => void;
  /** Unix seconds. */
  now: () => number;
  page?: Pick<Document, 'hidden' | Listening>;
  /** Tells of a lost network and of one that is back. */
  line?: Pick<Window, Listening>;
}

export interface Refresh {
  /** A round now, unless one is running. */
  run: () => Promise<void>;
  stop: () => void;
}

const LOOK_MS = 1_000;

export function startRefresh(options: Options): Refresh {
  const { everyMs, probe, reload, onState, now, page = document, line = window } = options;
  let state: RefreshState = { isBusy: false, failingSince: null };
  let lastRound = mark();
  const update = (next: Partial<RefreshState>) => {
    state = { ...state, ...next };
    onState(state);
  };
  const fail = () => update({ failingSince: state.failingSince ?? now() });

  async function run(): Promise<void> {
    if (state.isBusy) return;
    update({ isBusy: true });
    lastRound = mark();
    try {
      await probe();
      await reload();
      update({ failingSince: null });
    } catch {
      // The page keeps what it has; the visitor reads since when.
      fail();
    } finally {
      update({ isBusy: false });
    }
  }

  function look(): void {
    if (!page.hidden && elapsedSince(lastRound) >= everyMs) void run();
  }
  function onOffline(): void {
    fail();
    void run();
  }
  const onOnline = () => void run();

  const timer = setInterval(look, LOOK_MS);
  page.addEventListener('visibilitychange', look);
  line.addEventListener('offline', onOffline);
  line.addEventListener('online', onOnline);

  function stop(): void {
    clearInterval(timer);
    page.removeEventListener('visibilitychange', look);
    line.removeEventListener('offline', onOffline);
    line.removeEventListener('online', onOnline);
  }
  return { run, stop };
}
