/**
 * The simulator as a process. Prints one JSON line `{"url", "env"}` once it listens; ends on SIGTERM or SIGINT, and with
 * `--follow-parent` when its parent goes away (the IPC channel closes, or standard input where there is none). Exit 1 = an option is wrong.
 */
import { parseArgs } from 'node:util';
import { setFlagsFromString } from 'node:v8';
import { startSimulator } from './index.ts';
import type { SimulatorOptions } from './options.ts';

// Left alone the heap grows to several times what is in use while the history is made, and stays there.
setFlagsFromString('--semi-space-growth-factor=1');
setFlagsFromString('--heap-growing-percent=40');

const { values } = parseArgs({
  options: {
    port: { type: 'string' },
    seed: { type: 'string' },
    scale: { type: 'string' },
    payments: { type: 'string' },
    nodes: { type: 'string' },
    apps: { type: 'string' },
    now: { type: 'string' },
    'block-ms': { type: 'string' },
    'payments-per-block': { type: 'string' },
    'latency-ms': { type: 'string' },
    'jitter-ms': { type: 'string' },
    'max-tip-lag': { type: 'string' },
    'fixed-clock': { type: 'boolean' },
    plain: { type: 'boolean' },
    'follow-parent': { type: 'boolean' }
  }
});

function number(
  name: Exclude<keyof typeof values, 'fixed-clock' | 'plain' | 'follow-parent'>,
  key: keyof SimulatorOptions
): object {
  const text = values[name];
  if (text === undefined) return {};
  if (text.trim() === '' || !Number.isFinite(Number(text))) throw new RangeError(`--${name} must be a number`);
  return { [key]: Number(text) };
}

const simulator = await startSimulator({
  ...number('port', 'port'),
  ...number('seed', 'seed'),
  ...number('scale', 'scale'),
  ...number('payments', 'payments'),
  ...number('nodes', 'nodes'),
  ...number('apps', 'apps'),
  ...number('now', 'now'),
  ...(values['block-ms'] === 'manual' ? { blockMs: 'manual' } : number('block-ms', 'blockMs')),
  ...number('payments-per-block', 'paymentsPerBlock'),
  ...number('latency-ms', 'latencyMs'),
  ...number('jitter-ms', 'jitterMs'),
  ...number('max-tip-lag', 'maxTipLag'),
  ...(values['fixed-clock'] === true && { isClockFixed: true }),
  ...(values.plain === true && { isPlain: true })
});
console.log(JSON.stringify({ url: simulator.url, env: simulator.env }));

let isEnding = false;
function end(): void {
  if (isEnding) return;
  isEnding = true;
  simulator.close().then(
    () => process.exit(0),
    () => process.exit(1)
  );
}

process.on('SIGTERM', end);
process.on('SIGINT', end);
if (values['follow-parent'] === true) {
  if (process.connected) process.once('disconnect', end);
  else process.stdin.once('end', end).once('close', end).resume();
}
