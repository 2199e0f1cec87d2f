/** For tests: the documents of the census from a server that answers as told, all on one host. */
import { createNetworkDocuments } from '../../lib/server/modules/census/upstream/census.ts';
import { reply, startHost, success, type Script } from './scripted-server.ts';

const sources = ['nodes', 'app-specs', 'app-locations', 'stats'];

export async function startNetwork(script: Script) {
  const started = await startHost(script, sources);
  const network = createNetworkDocuments({ api: started.host, stats: started.host });
  const state = (name: string) => started.host.states().find((source) => source.name === name);
  return { ...started, network, state };
}

/** Answers every question with these data. */
export function always(data: unknown): Script {
  return (_, response) => reply(response, success(data));
}

export const hex = (digit: string) => digit.repeat(64);
