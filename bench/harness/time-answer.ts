/** How long one answer takes over a kept connection, ms, from the question to the last byte. Throws unless it is a 200. */
import { Agent, get } from 'node:http';

const agent = new Agent({ keepAlive: true, maxSockets: 1 });

export function timeAnswer(url: string): Promise<number> {
  const startedAt = performance.now();
  return new Promise((resolve, reject) => {
    const request = get(url, { agent }, (response) => {
      response.resume().once('end', () => {
        if (response.statusCode === 200) resolve(performance.now() - startedAt);
        else reject(new Error(`${url} answered ${response.statusCode ?? '?'}`));
      });
    });
    request.once('error', reject);
  });
}
