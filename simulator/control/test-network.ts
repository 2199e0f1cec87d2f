/** A small simulator that stands still, and the ways in which its tests talk to it over HTTP. */
import { startSimulator, type Simulator, type SimulatorOptions } from '../index.ts';
import type { Truth } from './truth.ts';

export const standing = { now: 1795136400, scale: 0.01, blockMs: 'manual', isClockFixed: true, maxTipLag: 0 } as const;

const running: Simulator[] = [];

export async function closeAll(): Promise<void> {
  await Promise.all(running.splice(0).map((simulator) => simulator.close()));
}

export async function setup(more: Partial<SimulatorOptions> = {}) {
  const simulator = await startSimulator({ ...standing, payments: 120, hasStaleCaches: false, ...more });
  running.push(simulator);
  const get = async (path: string) => {
    const answer = await fetch(simulator.url + path);
    return { status: answer.status, headers: answer.headers, text: await answer.text() };
  };
  const control = async (method: string, path: string, body?: object): Promise<unknown> => {
    const init = { method, ...(body && { body: JSON.stringify(body) }) };
    return (await fetch(`${simulator.url}/control/${path}`, init)).json();
  };
  const data = async <T>(path: string): Promise<T> =>
    (JSON.parse((await get(`/api/daemon/${path}`)).text) as { data: T }).data;
  const truth = async (query = '') => (await control('GET', `truth${query}`)) as Truth;
  return { get, control, data, truth };
}
