/** A benchmark that is killed takes the process that works for it along: the channel between them closes. */
const exit = () => process.exit(1);

export const endWithParent = {
  start: () => void process.once('disconnect', exit),
  /** The channel would keep a process that is done from ending. */
  stop(): void {
    process.off('disconnect', exit);
    if (process.connected) process.disconnect();
  }
};
