/**
 * The page's clock: the server's time, counted on by the browser, so that ages and countdowns agree with the figures even
 * where the visitor's clock is wrong, and the first HTML and the running page say the same. The time that a machine slept
 * has passed as soon as it wakes.
 */
import { createContext } from 'svelte';
import { elapsedSince, mark } from '../format/elapsed.ts';

export interface Clock {
  /** Unix seconds. */
  readonly now: number;
}

export const [useClock, setClock] = createContext<Clock>();

const TICK_MS = 1_000;
/** A timer that was set before may take its time after these. */
const wakes = ['visibilitychange', 'pageshow', 'focus', 'online'] as const;

/** `serverNow` is read anew whenever it changes. Ticks while the calling component lives, in the browser only. */
export function createClock(serverNow: () => number): Clock {
  let elapsed = $state(0);

  $effect(() => {
    serverNow();
    const start = mark();
    const tick = () => {
      elapsed = Math.floor(elapsedSince(start) / 1000);
    };
    elapsed = 0;
    const timer = setInterval(tick, TICK_MS);
    for (const name of wakes) addEventListener(name, tick);
    return () => {
      clearInterval(timer);
      for (const name of wakes) removeEventListener(name, tick);
    };
  });

  return {
    get now() {
      return serverNow() + elapsed;
    }
  };
}
