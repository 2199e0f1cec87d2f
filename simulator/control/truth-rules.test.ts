/** The truth obeys the answers worked out by hand. */
import { describe, expect, it } from 'vitest';
import { golden } from '../../src/tests/support/golden.ts';
import { endHeight } from '../apps/life.ts';
import { containersOf } from '../census/placement.ts';
import { tracked } from '../chain/addresses.ts';
import { isGameName, readScript, revenueOf, toE8, usdMicros, appTypeOf } from './truth-rules.ts';

describe('the rules behind the truth', () => {
  it.each(golden.opReturn)('read OP_RETURN $hex', ({ hex, hash, kind }) => {
    expect(readScript(hex)).toEqual(hash === null ? { kind } : { kind, hash });
  });

  it.each(golden.payments)('count $what', ({ from, outputs, amount, fromAddress }) => {
    const paid = outputs.map(([address, flux]) => ({ address, valueSat: Number(toE8(flux)) }));
    const revenue = revenueOf({ from, outputs: paid }, [tracked]);
    expect(revenue?.amountSat ?? null).toBe(amount === null ? null : toE8(amount));
    if (amount !== null) expect(revenue?.fromAddress).toBe(fromAddress ?? from);
  });

  it.each(golden.endHeight)('end an app of $height and $expire at $end', ({ height, expire, end }) => {
    expect(endHeight(height, expire)).toBe(end);
  });

  it.each(golden.usd)('value $amountSat at $price', ({ amountSat, price, usdMicros: expected }) => {
    expect(usdMicros(BigInt(amountSat), toE8(price)).toString()).toBe(expected);
  });

  it('know games by prefix and digits only', () => {
    expect(['palworld1795100000123', 'rustserveroxide17951000001234'].map(isGameName)).toEqual([true, true]);
    expect(
      ['palworld', 'palworld179510000012', 'Palworld1795100000123', 'palworld1795100000123x'].map(isGameName)
    ).toEqual([false, false, false, false]);
  });

  it('call any image of orbit git, whatever its case, and say nothing about encrypted apps but games', () => {
    expect(appTypeOf({ name: 'a', isEncrypted: false, images: ['redis:7', 'RunOnFlux/Orbit:v1'] })).toBe('git');
    expect(appTypeOf({ name: 'a', isEncrypted: true, images: [] })).toBeNull();
    expect(appTypeOf({ name: 'valheim1795100000123', isEncrypted: true, images: [] })).toBe('docker');
  });
});

describe('container names', () => {
  it('are those that the hand-made resolution expects', () => {
    const made = golden.containers.specs.flatMap(({ name, compose, repotag }) => {
      const parts = compose ?? (repotag === undefined ? [] : [{ name: '', repotag }]);
      const components = parts.map((part) => ({ ...part, cpu: 1, ramMb: 1, hddGb: 1, port: 1, data: '/data' }));
      const app = { name, product: { prefix: null, components } };
      return containersOf({ app, number: 0, replica: null, calledAs: name } as unknown as Parameters<
        typeof containersOf
      >[0]);
    });
    const resolved = golden.containers.names.filter(([, image]) => image !== null).map(([name]) => name);
    expect(made.sort()).toEqual(resolved.sort());
  });
});
