/**
 * The page's clock: the server's time, counted on by the browser, so that ages and countdowns agree with the figures even
 * where the visitor's clock is wrong, and the first HTML and the running page say the same.
 */
import { createContext } from 'svelte';

export interface Clock {
  /** Unix seconds. */
  readonly now: number;
}

export const [useClock, setClock] = createContext<Clock>();

const TICK_MS = 1_000;

/** `serverNow` is read anew whenever it changes. Ticks while the calling component lives, in the browser only. */
export function createClock(serverNow: () => number): Clock {
  let elapsed = $state(0);

  $effect(() => {
    serverNow();
    const start = performance.now();
    elapsed = 0;
    const timer = setInterval(() => {
      elapsed = Math.floor((performance.now() - start) / 1000);
    }, TICK_MS);
    return () => clearInterval(timer);
  });

  return {
    get now() {
      return serverNow() + elapsed;
    }
  };
}
