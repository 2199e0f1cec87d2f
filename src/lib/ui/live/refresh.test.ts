import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { startRefresh, type RefreshState } from './refresh.ts';

describe(startRefresh, () => {
  beforeEach(() => void vi.useFakeTimers({ now: 1_000_000 }));
  afterEach(() => void vi.useRealTimers());

  it('loads again and again', async () => {
    const { reload } = setup();
    await vi.advanceTimersByTimeAsync(65_000);
    expect(reload).toHaveBeenCalledTimes(2);
  });
  it('asks nothing in a hidden tab and catches up when it is seen', async () => {
    const { page, reload, probe } = setup();
    page.hidden = true;
    await vi.advanceTimersByTimeAsync(300_000);
    expect(probe).not.toHaveBeenCalled();
    page.hidden = false;
    page.dispatchEvent(new Event('visibilitychange'));
    await vi.advanceTimersByTimeAsync(0);
    expect(reload).toHaveBeenCalledTimes(1);
  });
  it('does not reload what cannot be reached, and says since when', async () => {
    const { probe, reload, states } = setup();
    probe.mockRejectedValue(new Error('away'));
    await vi.advanceTimersByTimeAsync(65_000);
    expect(reload).not.toHaveBeenCalled();
    expect(states.at(-1)).toEqual({ isBusy: false, failingSince: 1030 });
    probe.mockResolvedValue(undefined);
    await vi.advanceTimersByTimeAsync(30_000);
    expect(states.at(-1)).toEqual({ isBusy: false, failingSince: null });
  });
  it('catches up at once when the machine has slept, though its timers stood still', async () => {
    const { reload } = setup();
    await vi.advanceTimersByTimeAsync(10_000);
    vi.setSystemTime(Date.now() + 8 * 3_600_000);
    await vi.advanceTimersByTimeAsync(1_000);
    expect(reload).toHaveBeenCalledTimes(1);
    await vi.advanceTimersByTimeAsync(29_000);
    expect(reload).toHaveBeenCalledTimes(1);
  });
  it('goes on when the clock on the wall was put back', async () => {
    const { reload } = setup();
    vi.setSystemTime(Date.now() - 3 * 86_400_000);
    await vi.advanceTimersByTimeAsync(31_000);
    expect(reload).toHaveBeenCalledTimes(1);
  });
  it('says at once that the network is gone, and asks at once when it is back', async () => {
    const { probe, line, states } = setup();
    probe.mockRejectedValue(new Error('away'));
    await vi.advanceTimersByTimeAsync(3_000);
    line.dispatchEvent(new Event('offline'));
    expect(states.at(-1)).toEqual({ isBusy: true, failingSince: 1003 });
    await vi.advanceTimersByTimeAsync(0);
    expect(states.at(-1)).toEqual({ isBusy: false, failingSince: 1003 });
    probe.mockResolvedValue(undefined);
    line.dispatchEvent(new Event('online'));
    await vi.advanceTimersByTimeAsync(0);
    expect(states.at(-1)).toEqual({ isBusy: false, failingSince: null });
  });
  it('does not believe a lost network where the product still answers', async () => {
    const { line, states } = setup();
    line.dispatchEvent(new Event('offline'));
    await vi.advanceTimersByTimeAsync(0);
    expect(states.at(-1)).toEqual({ isBusy: false, failingSince: null });
  });
  it('runs one round at a time', async () => {
    const { probe, refresh } = setup();
    const slow = Promise.withResolvers<undefined>();
    probe.mockReturnValue(slow.promise);
    const first = refresh.run();
    await refresh.run();
    await vi.advanceTimersByTimeAsync(65_000);
    expect(probe).toHaveBeenCalledTimes(1);
    slow.resolve(undefined);
    await first;
  });
  it('ends', async () => {
    const { refresh, probe } = setup();
    refresh.stop();
    await vi.advanceTimersByTimeAsync(65_000);
    expect(probe).not.toHaveBeenCalled();
  });
});

function setup() {
  const page = Object.assign(new EventTarget(), { hidden: false });
  const line = new EventTarget();
  const probe = vi.fn<() => Promise<void>>().mockResolvedValue(undefined);
  const reload = vi.fn<() => Promise<void>>().mockResolvedValue(undefined);
  const states: RefreshState[] = [];
  const refresh = startRefresh({
    everyMs: 30_000,
    probe,
    reload,
    onState: (state) => states.push(state),
    now: () => Math.floor(Date.now() / 1000),
    page,
    line
  });
  return { page, line, probe, reload, states, refresh };
}
