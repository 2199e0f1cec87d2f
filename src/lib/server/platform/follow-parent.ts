/**
 * A process that was started with an IPC channel ends when the one that started it is gone.
 *
 * The channel is closed by the kernel when the parent dies, however it dies (`kill -9` included), so no orphan keeps the
 * ports or the database lock. Without a channel (container, a shell) there is nobody to follow and nothing happens.
 */
export function followParent(onGone: () => void): void {
  if (process.connected) process.once('disconnect', onGone);
}
