import { pino } from 'pino';
import { afterEach, describe, expect, it } from 'vitest';
import { createFlaky, type Flaky } from '../../../../../tests/support/flaky-store.ts';
import { StaleFenceError, StoreError } from '../../errors.ts';
import { openFailover, type FailoverStore } from './failover.ts';

const closing: (() => Promise<void>)[] = [];
afterEach(async () => {
  for (const close of closing.splice(0)) await close();
});

describe(openFailover, () => {
  it('serves from the standby after at most five failed calls, and writes the switch there', async () => {
    const { primary, standby, open, calls } = await setup();
    const store = open();
    await store.query('sync_status', {});
    primary.isDown = true;
    const failed = await calls(store, 20);
    expect(failed).toBeLessThanOrEqual(5);
    expect(store.state()).toMatchObject({
      active: 'failover',
      epoch: 1,
      circuits: { primary: 'OPEN', failover: 'CLOSED' }
    });
    expect(await standby.query('newest_epoch', {})).toMatchObject([{ epoch: 1, is_active: 1 }]);
  });
  it('fails no more calls when many are under way at once', async () => {
    const { primary, open } = await setup();
    const store = open();
    primary.isDown = true;
    const results = await Promise.allSettled(Array.from({ length: 40 }, () => store.query('sync_status', {})));
    expect(results.filter(({ status }) => status === 'rejected').length).toBeLessThanOrEqual(5);
  });
  it('never goes back by itself, and no write reaches a primary that has come back', async () => {
    const { primary, open, clock, calls, write } = await setup();
    const replicas = [open(), open(), open()];
    await Promise.all(replicas.map((store) => store.look()));
    primary.isDown = true;
    await calls(replicas[0]!, 6);
    primary.isDown = false;
    primary.writes.length = 0;
    for (let round = 0; round < 40; round++) {
      clock.nowMs += 5_000;
      await Promise.all(replicas.map((store) => store.look()));
      for (const store of replicas) await write(store, clock.nowMs);
    }
    expect(replicas.map((store) => store.state().active)).toEqual(['failover', 'failover', 'failover']);
    expect(new Set(primary.writes)).toEqual(new Set(['begin_epoch']));
    expect(await primary.query('newest_epoch', {})).toMatchObject([{ epoch: 1, is_active: 0 }]);
    expect(await primary.query('sync_status', {})).toEqual([]);
  });
  it('writes nothing to a primary that came back before this replica looked again', async () => {
    const { primary, standby, open, calls, write } = await setup();
    const [first, second] = [open(), open()];
    await second.query('sync_status', {});
    primary.isDown = true;
    await calls(first, 6);
    primary.isDown = false;
    primary.writes.length = 0;
    await write(second, 1);
    expect(primary.writes.filter((name) => name !== 'begin_epoch')).toEqual([]);
    expect(await standby.query('sync_status', {})).toMatchObject([{ name: 'x' }]);
  });
  it('refuses the write of a lease that was taken before the switch, on both', async () => {
    const { primary, open, calls, clock } = await setup();
    const [first, second] = [open(), open()];
    const [lease] = await second.query('acquire_lease', { name: 'revenue', holder: 'b', now: 0, expires_at: 60 });
    primary.isDown = true;
    await calls(first, 6);
    primary.isDown = false;
    clock.nowMs += 61_000;
    await first.look();
    const late = { lease: 'revenue', fence: lease!.fence, status: { late: { value: '1' } }, now: 1 };
    await expect(primary.query('store_status', late)).rejects.toThrow(StaleFenceError);
    await expect(second.query('store_status', late)).rejects.toThrow(StaleFenceError);
  });
  it('remembers across a restart, whichever of the two answers', async () => {
    const { primary, standby, open, calls, clock } = await setup();
    const store = open();
    primary.isDown = true;
    await calls(store, 6);
    primary.isDown = false;
    clock.nowMs += 61_000;
    await store.look();
    for (const away of [null, primary, standby]) {
      if (away !== null) away.isDown = true;
      const restarted = open();
      await restarted.look();
      expect(restarted.state()).toMatchObject({ active: 'failover', epoch: 1 });
      if (away !== null) away.isDown = false;
    }
  });
  it('stays with a primary whose standby does not answer, and comes through when either does', async () => {
    const { primary, standby, open, calls, clock } = await setup();
    const store = open();
    await store.query('sync_status', {});
    primary.isDown = standby.isDown = true;
    expect(await calls(store, 10)).toBe(10);
    await expect(store.query('sync_status', {})).rejects.toMatchObject({ code: 'store', retryable: true });
    expect(store.state()).toMatchObject({ active: 'primary', epoch: 0 });
    primary.isDown = false;
    clock.nowMs += 60_000;
    await store.look();
    await store.query('sync_status', {});
    expect(store.state()).toMatchObject({ active: 'primary', epoch: 0, circuits: { primary: 'CLOSED' } });
  });
  it('probes an open circuit once a minute and no more', async () => {
    const { primary, standby, open, calls, clock } = await setup();
    const store = open();
    primary.isDown = true;
    await calls(store, 6);
    expect(standby.asked).not.toEqual([]);
    primary.asked.length = 0;
    for (let second = 0; second < 59; second += 5) {
      await store.look();
      clock.nowMs += 5_000;
    }
    await Promise.all([store.look(), store.look(), store.query('sync_status', {})]);
    expect(primary.asked).toEqual(['newest_epoch']);
  });
  it('takes no refusal, no lost lease and no conflict of the database for an outage', async () => {
    const { primary, open } = await setup();
    const store = open();
    for (const error of [
      new StoreError('rejected', false),
      new StaleFenceError('late'),
      new StoreError('deadlock', true, { isOutage: false }),
      new TypeError('a fault of ours')
    ]) {
      primary.failWith = error;
      for (let at = 0; at < 9; at++) await expect(store.query('sync_status', {})).rejects.toBe(error);
    }
    expect(store.state()).toMatchObject({ active: 'primary', epoch: 0, circuits: { primary: 'CLOSED' } });
  });
  it('fails over from a primary that hangs, without a single call of the product', async () => {
    const { primary, open } = await setup();
    const store = open({ patienceMs: 5 });
    primary.isHanging = true;
    for (let at = 0; at < 5; at++) await store.look();
    expect(store.state()).toMatchObject({ active: 'failover', epoch: 1 });
  });
  it('goes back when the operator says so, once', async () => {
    const { primary, open, calls, clock, changes } = await setup();
    const [store, other] = [open(), open()];
    primary.isDown = true;
    await calls(store, 6);
    await other.look();
    await expect(store.switchTo('primary', 'too early')).rejects.toThrow(StoreError);
    primary.isDown = false;
    clock.nowMs += 61_000;
    await store.look();
    expect(await store.switchTo('primary', 'repaired')).toMatchObject({
      active: 'primary',
      epoch: 2,
      reason: 'repaired'
    });
    expect(await store.switchTo('primary', 'again')).toMatchObject({ epoch: 2 });
    await other.look();
    expect(other.state()).toMatchObject({ active: 'primary', epoch: 2 });
    expect(changes()).toBe(4);
    primary.isDown = true;
    await calls(store, 6);
    expect(store.state()).toMatchObject({ active: 'failover', epoch: 3 });
  });
  it('says that the standby is missing instead of writing to a primary that is not in use', async () => {
    const { primary, standby, open, calls, clock } = await setup();
    const store = open();
    primary.isDown = true;
    await calls(store, 6);
    primary.isDown = false;
    clock.nowMs += 61_000;
    await store.look();
    const alone = open({ standby: null });
    await expect(alone.query('sync_status', {})).rejects.toThrow('not configured');
    expect(standby.isDown).toBe(false);
  });

  async function setup() {
    const clock = { nowMs: 1_773_835_200_000 };
    const [primary, standby]: Flaky[] = [await createFlaky(), await createFlaky()];
    let changes = 0;
    const open = (over: { patienceMs?: number; standby?: null } = {}): FailoverStore => {
      const log = pino({ level: 'silent' });
      const onSwitch = () => changes++;
      const made = openFailover({
        primary: primary!.shared,
        standby: standby!.shared,
        onSwitch,
        now: () => Math.floor(clock.nowMs / 1_000),
        nowMs: () => clock.nowMs,
        log,
        ...over
      });
      closing.push(() => made.close());
      return made;
    };
    closing.push(async () => {
      await primary!.close();
      await standby!.close();
    });
    const calls = async (store: FailoverStore, count: number): Promise<number> => {
      let failed = 0;
      for (let at = 0; at < count; at++) await store.query('sync_status', {}).catch(() => failed++);
      return failed;
    };
    const write = async (store: FailoverStore, now: number): Promise<void> => {
      const holder = 'one of three';
      const [lease] = await store.query('acquire_lease', { name: 'revenue', holder, now, expires_at: now + 60 });
      const status = { x: { value: String(now) } };
      await store.query('store_status', { lease: 'revenue', fence: lease!.fence, status, now });
    };
    return { primary: primary!, standby: standby!, clock, open, calls, write, changes: () => changes };
  }
});
