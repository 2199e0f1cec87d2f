import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, describe, it } from 'vitest';
import { startSimulator, type Simulator } from '../../../simulator/index.ts';
import { expectApiTruth } from './api-truth.ts';
import { startApi, until, type ApiProcess } from './api-process.ts';

const AN_HOUR_AND_A_HALF = 5_400_000;

describe('at full scale the API lists exactly the truth', () => {
  let api: ApiProcess | null = null;
  let simulator: Simulator | null = null;
  let folder = '';
  afterEach(async () => {
    await api?.kill();
    await simulator?.close();
    rmSync(folder, { recursive: true, force: true });
  });

  it('from both sources', { timeout: 600_000 }, () => run({}));
  it('while the daemon answers no address calls', { timeout: 600_000 }, () =>
    run({ faults: { source: 'daemon', kinds: ['status500'], endpoints: ['getaddress', 'getrawtransaction'], rate: 1 } })
  );
  it('from the daemon alone, at ten requests a second', { timeout: AN_HOUR_AND_A_HALF }, () =>
    run({ faults: { source: 'blockbook', kinds: ['reset'], rate: 1 }, limitMs: AN_HOUR_AND_A_HALF })
  );

  async function run({
    faults,
    limitMs = 300_000
  }: {
    faults?: Parameters<Simulator['faults']>[0];
    limitMs?: number;
  }): Promise<void> {
    folder = mkdtempSync(join(tmpdir(), 'full-'));
    simulator = await startSimulator({ blockMs: 'manual', maxTipLag: 0 });
    if (faults !== undefined) simulator.faults(faults);
    const { url } = (api = await startApi({
      ...simulator.env,
      DB_PATH: join(folder, 'db.sqlite3'),
      LOG_LEVEL: 'warn'
    }));
    await until(
      () => fetch(`${url}/api/health/ready`),
      ({ status }) => status === 200,
      limitMs
    );
    await expectApiTruth(url, simulator);
  }
});
