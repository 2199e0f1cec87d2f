/** Ids that name one request in logs, problems and the API: random per process, then counted, which is cheap and unique. */
import { randomBytes } from 'node:crypto';

export function createRequestIds(): () => string {
  const process = randomBytes(8).toString('hex');
  let count = 0;
  return () => {
    count += 1;
    return `${process}-${count.toString(36)}`;
  };
}
