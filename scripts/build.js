/** `npm run build`: both builds, always, with packages installed first if needed. */
import { fileURLToPath } from 'node:url';
import { prepare } from './prepare.js';
import { StepError } from './prepare/step.js';

try {
  await prepare({ root: fileURLToPath(new URL('..', import.meta.url)), say: console.log, upTo: 'rebuild' });
} catch (error) {
  if (!(error instanceof StepError)) throw error;
  console.error(error.message);
  process.exitCode = 1;
}
