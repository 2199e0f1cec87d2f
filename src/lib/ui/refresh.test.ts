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
  const probe = vi.fn<() => Promise<void>>().mockResolvedValue(undefined);
  const reload = vi.fn<() => Promise<void>>().mockResolvedValue(undefined);
  const states: RefreshState[] = [];
  const refresh = startRefresh({
    everyMs: 30_000,
    probe,
    reload,
    onState: (state) => states.push(state),
    now: () => Math.floor(Date.now() / 1000),
    page
  });
  return { page, probe, reload, states, refresh };
}
