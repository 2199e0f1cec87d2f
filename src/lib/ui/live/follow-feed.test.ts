import { afterEach, beforeEach, expect, it, vi } from 'vitest';
import { followFeed } from './follow-feed.ts';

beforeEach(() => void vi.useFakeTimers());
afterEach(() => void vi.useRealTimers());

it('opens a feed once the page is settled, and says once what many events tell', async () => {
  const { opened, news, told } = setup();
  expect(opened).toEqual([]);
  await vi.advanceTimersByTimeAsync(3_000);
  expect(opened.map(({ url }) => url)).toEqual(['/api/live']);
  for (let event = 0; event < 5; event++) told();
  await vi.advanceTimersByTimeAsync(1_099);
  expect(news).toHaveBeenCalledTimes(0);
  await vi.advanceTimersByTimeAsync(1);
  expect(news).toHaveBeenCalledTimes(1);
  await vi.advanceTimersByTimeAsync(60_000);
  expect(news).toHaveBeenCalledTimes(1);
});

it('says again what was not taken up', async () => {
  const { news, told } = setup();
  await vi.advanceTimersByTimeAsync(3_000);
  news.mockReturnValueOnce(false);
  told();
  await vi.advanceTimersByTimeAsync(2_200);
  expect(news).toHaveBeenCalledTimes(2);
});

it('closes its feed in a hidden tab, and catches up when it is seen', async () => {
  const { page, opened, news } = setup();
  await vi.advanceTimersByTimeAsync(3_000);
  page.hidden = true;
  page.dispatchEvent(new Event('visibilitychange'));
  expect(opened[0]?.close).toHaveBeenCalledTimes(1);
  await vi.advanceTimersByTimeAsync(600_000);
  expect([opened.length, news.mock.calls.length]).toEqual([1, 0]);
  page.hidden = false;
  page.dispatchEvent(new Event('visibilitychange'));
  await vi.advanceTimersByTimeAsync(0);
  expect([opened.length, news.mock.calls.length]).toEqual([2, 1]);
});

it('lets the browser come back by itself, and tries again later where it was refused', async () => {
  const { opened } = setup();
  await vi.advanceTimersByTimeAsync(3_000);
  opened[0]?.onerror?.call({} as EventSource, new Event('error'));
  await vi.advanceTimersByTimeAsync(60_000);
  expect(opened).toHaveLength(1);
  opened[0]!.readyState = 2;
  opened[0]?.onerror?.call({} as EventSource, new Event('error'));
  await vi.advanceTimersByTimeAsync(29_999);
  expect(opened).toHaveLength(1);
  await vi.advanceTimersByTimeAsync(1);
  expect(opened).toHaveLength(2);
});

it('has no feed without a network, and opens one when it is back', async () => {
  const { line, opened, stop } = setup();
  await vi.advanceTimersByTimeAsync(3_000);
  line.dispatchEvent(new Event('offline'));
  expect(opened[0]?.close).toHaveBeenCalledTimes(1);
  line.dispatchEvent(new Event('online'));
  expect(opened).toHaveLength(2);
  stop();
  expect(opened[1]?.close).toHaveBeenCalledTimes(1);
});

function setup() {
  const page = Object.assign(new EventTarget(), { hidden: false });
  const line = new EventTarget();
  const opened: (Pick<EventSource, 'onmessage' | 'onerror'> & {
    url: string;
    readyState: number;
    close: ReturnType<typeof vi.fn<() => void>>;
  })[] = [];
  const news = vi.fn(() => true);
  const stop = followFeed({
    onNews: news,
    page,
    line,
    open(url) {
      const made = { url, readyState: 1, close: vi.fn<() => void>(), onmessage: null, onerror: null };
      opened.push(made);
      return made;
    }
  });
  return {
    page,
    line,
    opened,
    news,
    stop,
    told: () => {
      opened.at(-1)?.onmessage?.call({} as EventSource, new MessageEvent('message'));
    }
  };
}
