/**
 * Says when something that an open page may show has changed, by the live feed.
 *
 * Once there is news it waits for what the site keeps to be older than it, and says so once for all news of that time. A
 * hidden tab closes its feed and counts as having missed something; so does one whose network was gone. Without a feed the
 * page's own refresh goes on, and the feed is tried again.
 */
type Listening = 'addEventListener' | 'removeEventListener';
type Source = Pick<EventSource, 'close' | 'readyState' | 'onmessage' | 'onerror'>;

interface Options {
  /** Whether it was taken up: else it is said again. */
  onNews: () => boolean;
  page?: Pick<Document, 'hidden' | Listening>;
  line?: Pick<Window, Listening>;
  open?: (url: string) => Source;
}

const FEED = '/api/live';
/** A page that is being loaded has better things to do. */
const SETTLE_MS = 3_000;
/** Longer than pages are made of answers that were kept. */
const KEPT_MS = 1_100;
const TRY_AGAIN_MS = 30_000;
const CLOSED = 2;

/** Follows until the function that it answers is called. */
export function followFeed(options: Options): () => void {
  const { onNews, page = document, line = window, open = (url: string) => new EventSource(url) } = options;
  let source: Source | null = null;
  let isOffline = false;
  let saying: ReturnType<typeof setTimeout> | null = null;
  let opening: ReturnType<typeof setTimeout> | null = null;

  const say = (waitMs: number): void => {
    saying ??= setTimeout(() => {
      saying = null;
      if (!page.hidden && !onNews()) say(KEPT_MS);
    }, waitMs);
  };
  const connectIn = (waitMs: number): void => {
    if (opening !== null) clearTimeout(opening);
    opening = setTimeout(connect, waitMs);
  };

  function connect(): void {
    opening = null;
    if (source !== null || page.hidden || isOffline) return;
    const made = open(FEED);
    source = made;
    made.onmessage = () => say(KEPT_MS);
    // The browser comes back by itself, with what it has seen, unless it was refused.
    made.onerror = () => {
      if (made.readyState !== CLOSED) return;
      if (source === made) source = null;
      connectIn(TRY_AGAIN_MS);
    };
  }
  function leave(): void {
    source?.close();
    source = null;
  }

  const onVisibility = (): void => {
    if (page.hidden) leave();
    else if (source === null && opening === null) {
      connect();
      say(0);
    }
  };
  const onOffline = (): void => {
    isOffline = true;
    leave();
  };
  const onOnline = (): void => {
    isOffline = false;
    connect();
  };
  page.addEventListener('visibilitychange', onVisibility);
  line.addEventListener('offline', onOffline);
  line.addEventListener('online', onOnline);
  connectIn(SETTLE_MS);

  return () => {
    leave();
    for (const timer of [saying, opening]) if (timer !== null) clearTimeout(timer);
    page.removeEventListener('visibilitychange', onVisibility);
    line.removeEventListener('offline', onOffline);
    line.removeEventListener('online', onOnline);
  };
}
