/** The control URLs: JSON in, JSON out, HTTP 400 with a reason for what cannot be done. */
import type { IncomingMessage } from 'node:http';
import { OptionError } from '../options.ts';
import { json, notFound, type Reply } from '../serve/messages.ts';
import type { Simulation } from '../simulation.ts';
import type { TruthRequest } from './truth.ts';

type Action = (body: never) => unknown;

export async function answerControl(simulation: Simulation, request: IncomingMessage, url: URL): Promise<Reply> {
  const name = `${request.method ?? 'GET'} ${url.pathname.slice('/control/'.length)}`;
  if (name === 'GET truth.ndjson')
    return { status: 200, type: 'application/x-ndjson', body: () => lines(simulation, url) };
  const action = actions(simulation, url)[name];
  if (action === undefined) return notFound(url.pathname);
  try {
    const body: unknown = await readBody(request);
    return json(action(body as never) ?? { ok: true });
  } catch (error) {
    if (error instanceof OptionError || error instanceof SyntaxError) return json({ error: error.message }, 400);
    throw error;
  }
}

function actions(simulation: Simulation, url: URL): Record<string, Action> {
  return {
    'POST faults': (body) => simulation.faults(body),
    'DELETE faults': () => simulation.clearFaults(),
    'GET faults': () => simulation.faultList.list(),
    'POST shape': (body) => simulation.shape(body),
    'DELETE shape': () => simulation.clearShape(),
    'POST prices': (body) => simulation.prices(body),
    'POST latency': (body) => simulation.latency(body),
    'POST limits': (body) => simulation.limits(body),
    'POST blocks': ({ count }: { count?: number }) => simulation.mine(count),
    'POST payments': ({ count }: { count?: number }) => simulation.payments(count),
    'POST reorg': (body) => simulation.reorg(body),
    'POST clock': (body) => simulation.setClock(body),
    'GET clock': () => ({ now: simulation.clock.now() }),
    'GET requests': () => simulation.requests(),
    'DELETE requests': () => simulation.resetRequests(),
    'GET truth': () => simulation.truth(truthRequest(url)),
    'GET census-truth': () => simulation.censusTruth(),
    'POST placement': () => simulation.recordPlacement(),
    'GET placement': () => simulation.placementAt(Number(url.searchParams.get('at') ?? NaN))
  };
}

async function readBody(request: IncomingMessage): Promise<unknown> {
  const parts: Buffer[] = [];
  for await (const part of request) parts.push(part as Buffer);
  return parts.length === 0 ? {} : JSON.parse(Buffer.concat(parts).toString('utf8'));
}

function truthRequest(url: URL): TruthRequest {
  const clock = url.searchParams.get('clock');
  const addresses = url.searchParams.get('addresses');
  const upTo = url.searchParams.get('upTo');
  return {
    ...(clock !== null && { clock: Number(clock) }),
    ...(addresses !== null && { addresses: addresses.split(',') }),
    ...(upTo !== null && { upTo: Number(upTo) })
  };
}

/** First everything but the transactions, then one of them a line. */
function* lines(simulation: Simulation, url: URL): Generator<string> {
  const { transactions, ...head } = simulation.truth(truthRequest(url));
  yield `${JSON.stringify(head)}\n`;
  for (let index = 0; index < transactions.length; index += 200) {
    yield transactions
      .slice(index, index + 200)
      .map((row) => `${JSON.stringify(row)}\n`)
      .join('');
  }
}
