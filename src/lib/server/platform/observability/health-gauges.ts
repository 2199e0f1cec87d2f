/** The health answer as gauges, set when Prometheus asks: one reading, the same that `/api/health` tells. */
import { Gauge, type Registry } from 'prom-client';
import type { Health } from '../../../contract/health/health.ts';

export interface HealthGauges {
  show(health: Health): void;
}

const circuits = ['CLOSED', 'HALF_OPEN', 'OPEN'] as const;

export function createHealthGauges(registers: Registry[], prefix: string): HealthGauges {
  const gauge = <L extends string = never>(name: string, help: string, labelNames: L[] = []) =>
    new Gauge<L>({ name: prefix + name, help, labelNames, registers });

  const plain = {
    storeUp: gauge('store_up', '1 when the store answers'),
    tip: gauge('chain_tip_height', 'Newest height of the chain that a source told'),
    height: gauge('sync_height', 'Height up to which payments are known completely'),
    lag: gauge('sync_lag_blocks', 'Blocks between the chain and what is known'),
    completed: gauge('sync_last_completed_timestamp_seconds', 'When payments were last known to the tip'),
    snapshot: gauge('snapshot_last_success_timestamp_seconds', 'When a daily snapshot was last written'),
    backup: gauge('backup_last_success_timestamp_seconds', 'When the newest complete backup was made')
  };
  const circuit = gauge('store_circuit', '1 for the state that the circuit of the store is in', ['state']);
  const problem = gauge('health_problem', '1 for every problem that health names', ['code']);
  const sourceUp = gauge('source_up', '1 when the newest answer of an upstream source was good', ['source']);
  const sourceSuccess = gauge('source_last_success_timestamp_seconds', 'When an upstream source last answered well', [
    'source'
  ]);
  const jobRunning = gauge('job_running', '1 while a job runs', ['job_name']);
  const jobSuccess = gauge('job_last_success_timestamp_seconds', 'When a job last succeeded', ['job_name']);

  const set = (each: Gauge<never>, value: number | null) => {
    if (value === null) each.remove();
    else each.set(value);
  };

  return {
    show(health) {
      set(plain.storeUp, health.db.status === 'up' ? 1 : 0);
      set(plain.tip, health.sync.tip);
      set(plain.height, health.sync.lastSyncBlock);
      set(plain.lag, health.sync.lagBlocks);
      set(plain.completed, health.sync.lastCompleted);
      set(plain.snapshot, health.snapshot.lastSuccess);
      set(plain.backup, health.backup.lastBackup);
      for (const state of circuits) circuit.set({ state }, health.db.circuit === state ? 1 : 0);
      problem.reset();
      for (const { code } of health.problems) problem.set({ code }, 1);
      for (const [source, { ok, lastSuccess }] of Object.entries(health.sources)) {
        sourceUp.set({ source }, ok ? 1 : 0);
        if (lastSuccess !== null) sourceSuccess.set({ source }, lastSuccess);
      }
      for (const { name, state, lastSuccess } of health.jobs) {
        jobRunning.set({ job_name: name }, state === 'running' ? 1 : 0);
        if (lastSuccess !== null) jobSuccess.set({ job_name: name }, lastSuccess);
      }
    }
  };
}
