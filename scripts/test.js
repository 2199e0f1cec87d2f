/**
 * `npm test`: the whole suite on a fresh clone, with one command. `--long` adds the full-scale and repeated runs
 * (`*.long.test.ts`); every other argument goes to vitest.
 *
 * Installs and builds first (the browser and process tests run the build), then runs vitest with the pinned Node.
 */
import { fileURLToPath } from 'node:url';
import { findChromium } from './chromium.js';
import { prepare } from './prepare.js';
import { runStep, StepError } from './prepare/step.js';

const root = fileURLToPath(new URL('..', import.meta.url));
const isCi = !['', '0', 'false'].includes(process.env['CI'] ?? '');
const isLong = process.argv.includes('--long');
const passedOn = process.argv.slice(2).filter((argument) => argument !== '--long');

try {
  if (findChromium() === null) {
    const missing = 'no Chromium on this machine (apt-get install chromium, or Google Chrome)';
    if (isCi) throw new StepError(`${missing}: the browser tests cannot run, and in CI they must`);
    console.log(`${missing}: the browser tests are skipped`);
  }
  const node = await prepare({ root, say: console.log });
  const args = ['node_modules/vitest/vitest.mjs', 'run', ...passedOn];
  await runStep({ root, command: node, args, env: isLong ? { LONG: '1' } : {} });
} catch (error) {
  if (!(error instanceof StepError)) throw error;
  console.error(error.message);
  process.exitCode = 1;
}
