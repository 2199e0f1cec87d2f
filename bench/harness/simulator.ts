/** The simulated network as a process of its own, which is not part of what is measured. */
import { firstLine, startChild } from './child.ts';

export interface Simulator {
  url: string;
  /** The upstream variables of a product that follows it. */
  env: Record<string, string>;
  post(path: string, body: unknown): Promise<void>;
  delete(path: string): Promise<void>;
  get<T>(path: string): Promise<T>;
  end(): Promise<void>;
}

export async function startSimulator(options: string[]): Promise<Simulator> {
  const child = startChild({
    name: 'the simulated network',
    args: ['simulator/main.ts', '--port', '0', '--seed', '1', '--follow-parent', ...options]
  });
  const { url, env } = JSON.parse(await firstLine(child)) as { url: string; env: Record<string, string> };
  const ask = async (path: string, init: RequestInit = {}): Promise<Response> => {
    const answer = await fetch(`${url}/control/${path}`, init);
    if (!answer.ok) throw new Error(`the simulator refused ${path}: ${await answer.text()}`);
    return answer;
  };
  return {
    url,
    env,
    async post(path, body) {
      const answer = await ask(path, { method: 'POST', body: JSON.stringify(body) });
      await answer.body?.cancel();
    },
    async delete(path) {
      const answer = await ask(path, { method: 'DELETE' });
      await answer.body?.cancel();
    },
    async get<T>(path: string) {
      return (await (await ask(path)).json()) as T;
    },
    end: () => child.end()
  };
}
