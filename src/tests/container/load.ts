/**
 * Visitors on kept connections, one request after another each: pages, uncached searches, whole exports.
 *
 * `mark` notes what is open at that moment: those requests must be answered in full. Later ones may find the door closed,
 * but what is answered at all is answered well.
 */
import { Agent, get } from 'node:http';

interface Visit {
  path: string;
  isMarked: boolean;
}

const VISITORS = 12;

export function startLoad(url: string) {
  const open = new Set<Visit>();
  const unanswered: string[] = [];
  const failures: string[] = [];
  const agent = new Agent({ keepAlive: true, maxSockets: VISITORS });
  let answered = 0;
  let isOver = false;

  const visitors = Array.from({ length: VISITORS }, async (_, visitor) => {
    for (let turn = 0; !isOver; turn++) {
      const visit = { path: pathOf(visitor, turn), isMarked: false };
      open.add(visit);
      try {
        const status = await ask(url + visit.path, agent);
        answered++;
        if (status !== 200) failures.push(`${visit.path}: ${status}`);
      } catch (error) {
        if (visit.isMarked) unanswered.push(`${visit.path}: ${String(error)}`);
        if (isRefused(error)) return;
      } finally {
        open.delete(visit);
      }
    }
  });

  return {
    answered: () => answered,
    /** Answers how many requests are open now. */
    mark() {
      for (const visit of open) visit.isMarked = true;
      return open.size;
    },
    async stop() {
      isOver = true;
      await Promise.all(visitors);
      agent.destroy();
      return { unanswered, failures };
    }
  };
}

function pathOf(visitor: number, turn: number): string {
  const paths = [
    '/',
    `/api/transactions/paginated?page=${1 + (turn % 15)}&limit=${50 + visitor}`,
    '/transactions',
    '/api/transactions/export?format=csv',
    `/api/transactions/paginated?search=${(0x100 + turn * 7 + visitor).toString(16)}`,
    '/api/header'
  ];
  return paths[(visitor + turn) % paths.length] ?? '/';
}

/** The status of an answer that arrived whole. */
function ask(url: string, agent: Agent): Promise<number> {
  return new Promise((resolve, reject) => {
    const asked = get(url, { agent }, (answer) => {
      answer.once('error', reject).once('end', () => resolve(answer.statusCode ?? 0));
      answer.resume();
    });
    asked.once('error', reject);
  });
}

function isRefused(error: unknown): boolean {
  return error instanceof Error && 'code' in error && error.code === 'ECONNREFUSED';
}
