import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import {
  firstReign,
  instances,
  isBehind,
  learned,
  nextReign,
  otherThan,
  rowOf,
  type Instance,
  type Reign
} from './reign.ts';
import type { EpochRow } from '../statements.ts';

describe(learned, () => {
  it('leaves the primary in use until somebody has switched', () => {
    const untouched: EpochRow = { epoch: 0, is_active: 1, at: 0, reason: '' };
    expect(learned(learned(firstReign, 'failover', untouched), 'primary', null)).toEqual(firstReign);
  });
  it('believes the higher epoch, whichever of the two knows it', () => {
    const switched = nextReign(firstReign, { at: 7, reason: 'away' });
    expect(switched).toEqual({ epoch: 1, active: 'failover', at: 7, reason: 'away' });
    for (const from of instances) expect(learned(firstReign, from, rowOf(switched, from))).toEqual(switched);
    expect(learned(switched, 'primary', { epoch: 0, is_active: 1, at: 0, reason: '' })).toEqual(switched);
  });
});

/** Two databases that take an epoch only above their newest, and replicas that see either of them or not. */
describe('any number of replicas, however little they see', () => {
  const replica = fc.nat(2);
  const event = fc.oneof(
    fc.record({ kind: fc.constant('look' as const), replica, sees: fc.subarray<Instance>([...instances]) }),
    fc.record({ kind: fc.constant('fail over' as const), replica }),
    fc.record({ kind: fc.constant('go back' as const), replica })
  );

  it('never have two databases in use in one epoch, nor go back to an older one', () => {
    fc.assert(
      fc.property(fc.array(event, { maxLength: 60 }), (events) => {
        const world = createWorld();
        const before = [...world.reigns];
        for (const each of events) {
          world.happen(each);
          for (const [at, reign] of world.reigns.entries()) {
            expect(reign.epoch).toBeGreaterThanOrEqual(before[at]?.epoch ?? 0);
            before[at] = reign;
          }
        }
        for (const [epoch, active] of world.claims) expect([...active], `epoch ${epoch}`).toHaveLength(1);
      }),
      { numRuns: 200 }
    );
  });

  it('never flip back by themselves: who knows of the switch stays with the standby', () => {
    const unattended = event.filter(({ kind }) => kind !== 'go back');
    fc.assert(
      fc.property(fc.array(unattended, { maxLength: 60 }), (events) => {
        const world = createWorld();
        const hasSwitched = [false, false, false];
        for (const each of events) {
          world.happen(each);
          for (const [at, { active, epoch }] of world.reigns.entries()) {
            if (hasSwitched[at]) expect(active).toBe('failover');
            hasSwitched[at] ||= active === 'failover';
            expect(epoch).toBeLessThanOrEqual(1);
          }
        }
      }),
      { numRuns: 200 }
    );
  });

  it('agree as soon as each has seen both', () => {
    fc.assert(
      fc.property(fc.array(event, { maxLength: 60 }), (events) => {
        const world = createWorld();
        for (const each of events) world.happen(each);
        for (let round = 0; round < 2; round++) {
          for (const at of world.reigns.keys()) world.happen({ kind: 'look', replica: at, sees: [...instances] });
        }
        expect(new Set(world.reigns.map(({ epoch, active }) => `${epoch} ${active}`)).size).toBe(1);
        const inUse = instances.filter((instance) => world.databases[instance]?.is_active !== 0);
        if (world.reigns[0]!.epoch > 0) expect(inUse).toEqual([world.reigns[0]!.active]);
      })
    );
  });

  type Happening =
    | { kind: 'look'; replica: number; sees: Instance[] }
    | { kind: 'fail over'; replica: number }
    | { kind: 'go back'; replica: number };

  function createWorld() {
    const databases: Record<Instance, EpochRow | null> = { primary: null, failover: null };
    const reigns: Reign[] = [firstReign, firstReign, firstReign];
    const claims = new Map<number, Set<Instance>>();

    const note = (from: Instance, row: EpochRow): void => {
      const active = row.is_active === 1 ? from : otherThan(from);
      claims.set(row.epoch, (claims.get(row.epoch) ?? new Set()).add(active));
    };
    const begin = (instance: Instance, row: EpochRow): EpochRow => {
      const newest = databases[instance];
      if (newest !== null && newest.epoch >= row.epoch) return newest;
      note(instance, row);
      return (databases[instance] = row);
    };
    const learn = (at: number, from: Instance, row: EpochRow | null): void => {
      reigns[at] = learned(reigns[at]!, from, row);
    };
    const switchAway = (at: number, from: Instance): void => {
      const reign = reigns[at]!;
      if (reign.active !== from) return;
      const target = otherThan(from);
      learn(at, target, begin(target, rowOf(nextReign(reign, { at: 1, reason: 'x' }), target)));
    };
    return {
      databases,
      reigns,
      claims,
      happen(event: Happening) {
        const at = event.replica;
        if (event.kind === 'fail over') switchAway(at, 'primary');
        else if (event.kind === 'go back') switchAway(at, 'failover');
        else {
          for (const from of event.sees) learn(at, from, databases[from]);
          for (const from of event.sees) {
            if (isBehind(reigns[at]!, databases[from])) learn(at, from, begin(from, rowOf(reigns[at]!, from)));
          }
        }
      }
    };
  }
});
