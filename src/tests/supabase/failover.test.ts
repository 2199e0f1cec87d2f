/** Two real projects and three replicas over them: the primary's server dies and comes back. */
import { once } from 'node:events';
import { connect, createServer, type AddressInfo, type Server, type Socket } from 'node:net';
import { pino } from 'pino';
import { afterEach, beforeEach, expect, it } from 'vitest';
import type { LocalProject } from '../../../scripts/supabase/local-project.ts';
import { openFailover, type FailoverStore } from '../../lib/server/platform/store/failover/failover.ts';
import { openSupabase } from '../../lib/server/platform/store/postgres/supabase.ts';
import { startMigratedProject } from './project.ts';

const LIMIT_MS = 240_000;
let nowMs = 1_795_188_600_000;
let projects: { primary: LocalProject; standby: LocalProject };
let way: Way;
let replicas: FailoverStore[];

beforeEach(async () => {
  projects = { primary: await startMigratedProject(), standby: await startMigratedProject() };
  way = await openWay(Number(new URL(projects.primary.url).port));
  replicas = [openReplica(), openReplica(), openReplica()];
}, LIMIT_MS);
afterEach(async () => {
  await Promise.all(replicas.map((replica) => replica.close()));
  await way.close();
  await Promise.all([projects.primary.close(), projects.standby.close()]);
}, LIMIT_MS);

it(
  'serves from the standby after at most five failed calls, and no write reaches the primary when it is back',
  async () => {
    for (const [at, replica] of replicas.entries()) await write(replica, `before-${at}`);
    const before = await projects.primary.exec<Row>('SELECT name FROM sync_status ORDER BY name');
    expect(before).toHaveLength(3);
    way.cut();
    for (const [at, replica] of replicas.entries()) {
      let failed = 0;
      while (
        !(await write(replica, `after-${at}`).then(
          () => true,
          () => false
        ))
      ) {
        failed++;
        expect(failed).toBeLessThanOrEqual(5);
      }
    }
    await way.restore();
    nowMs += 61_000;
    await Promise.all(replicas.map((replica) => replica.look()));
    for (const [at, replica] of replicas.entries()) await write(replica, `back-${at}`);
    replicas.push(openReplica());
    await write(replicas[3]!, 'restarted');
    expect(replicas.map((replica) => replica.state())).toMatchObject(
      replicas.map(() => ({ active: 'failover', epoch: 1, circuits: { primary: 'CLOSED', failover: 'CLOSED' } }))
    );
    expect(await projects.primary.exec('SELECT name FROM sync_status ORDER BY name')).toEqual(before);
    const standby = await projects.standby.exec<Row>('SELECT name FROM sync_status ORDER BY name');
    const expected = ['after-0', 'after-1', 'after-2', 'back-0', 'back-1', 'back-2', 'restarted'];
    expect(standby.map(({ name }) => name)).toEqual(expected);
    const epochs = 'SELECT epoch, is_active FROM store_epochs ORDER BY epoch DESC LIMIT 1';
    expect(await projects.primary.exec(epochs)).toEqual([{ epoch: 1, is_active: 0 }]);
    expect(await projects.standby.exec(epochs)).toEqual([{ epoch: 1, is_active: 1 }]);
  },
  LIMIT_MS
);

interface Row {
  name: string;
}

function openReplica(): FailoverStore {
  const { primary, standby } = projects;
  return openFailover({
    primary: openSupabase({ ...primary, url: way.url, retryDelayMs: 5 }),
    standby: openSupabase({ ...standby, retryDelayMs: 5 }),
    onSwitch: () => undefined,
    now: () => Math.floor(nowMs / 1_000),
    nowMs: () => nowMs,
    log: pino({ level: 'silent' }),
    patienceMs: 30_000
  });
}

/** As a job does: a lease, a write under it, and the lease given back. */
async function write(store: FailoverStore, name: string): Promise<void> {
  const lease = { name: 'revenue', holder: name, now: 1, expires_at: 60 };
  const [taken] = await store.query('acquire_lease', lease);
  if (taken === undefined) throw new Error('the lease is taken');
  const status = { [name]: { value: '1' } };
  await store.query('store_status', { lease: 'revenue', fence: taken.fence, status, now: 1 });
  await store.query('release_lease', { name: 'revenue', fence: taken.fence });
}

/** A connection to a port that can be cut and restored. */
interface Way {
  url: string;
  cut: () => void;
  restore: () => Promise<void>;
  close: () => Promise<void>;
}

async function openWay(port: number): Promise<Way> {
  const sockets = new Set<Socket>();
  let server: Server | null = null;
  const listen = async (at: number): Promise<number> => {
    server = createServer((socket) => {
      const behind = connect(port, '127.0.0.1');
      for (const each of [socket, behind]) {
        sockets.add(each);
        each.on('error', () => each.destroy());
      }
      socket.pipe(behind).pipe(socket);
    }).listen(at, '127.0.0.1');
    await once(server, 'listening');
    return (server.address() as AddressInfo).port;
  };
  const cut = (): void => {
    server?.close();
    for (const socket of sockets) socket.destroy();
    sockets.clear();
  };
  const own = await listen(0);
  return {
    url: `http://127.0.0.1:${own}`,
    cut,
    restore: async () => {
      await listen(own);
    },
    close: () => {
      cut();
      return Promise.resolve();
    }
  };
}
