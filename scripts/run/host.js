/** What this process takes from where it runs: the npm that started it, and how much memory there is. */
/**
 * npm passes signals on, except the one that nobody can: after a `kill -9` of npm this process has another parent.
 *
 * @param {() => void} onGone
 */
export function followNpm(onGone) {
  if (!process.env['npm_lifecycle_event']) return;
  const npm = process.ppid;
  setInterval(() => {
    if (process.ppid !== npm) onGone();
  }, 500).unref();
}

const MIB = 1024 * 1024;
/** Of the young heap, which is three times as large. */
const YOUNG_MIB = { api: 4, web: 2 };

/**
 * The heap is held small: without limits V8 lets garbage grow with the machine's memory, to twice what the product needs.
 * What the web process passes on it forgets at once: the smaller the young heap of each thread, the fewer bytes wait to be
 * collected. The API keeps the rows of a step for a moment: in a young heap of 2 MiB they are copied again and again, and a
 * first sync takes a quarter longer. Where memory is limited, both heaps together take three quarters of it. `startup.sh`
 * gives the same.
 *
 * @param {'api' | 'web'} [of]
 * @param {number} [limitBytes] of this process's group; the system's word for "none" is a huge number
 */
export function heapLimits(of = 'web', limitBytes = process.constrainedMemory()) {
  const share = limitBytes > 0 ? Math.floor((Math.floor(limitBytes / MIB) * 3) / 8) : 320;
  return [`--max-old-space-size=${Math.max(96, Math.min(320, share))}`, `--max-semi-space-size=${YOUNG_MIB[of]}`];
}

/**
 * glibc gives each thread a pool of its own and hands little of it back: with the threads of two processes that held a hundred
 * MiB which nobody used. One pool, returned early, was not measurably slower. The container's musl has neither setting.
 */
export const poolLimits = {
  MALLOC_ARENA_MAX: '1',
  MALLOC_TRIM_THRESHOLD_: '131072',
  MALLOC_MMAP_THRESHOLD_: '131072'
};
