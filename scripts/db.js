/** `npm run db:…`: one database command of the built product, with packages and build made first if they are missing. */
import { spawn } from 'node:child_process';
import { join } from 'node:path';
import { prepare } from './prepare.js';
import { StepError } from './prepare/step.js';
import { readDotEnv } from './run/dot-env.js';
import { root } from './run/main.js';

try {
  readDotEnv(join(root, '.env'));
  const node = await prepare({ root, say: console.error });
  const child = spawn(node, ['build/api/db.js', ...process.argv.slice(2)], { cwd: root, stdio: 'inherit' });
  for (const signal of /** @type {const} */ (['SIGTERM', 'SIGINT'])) process.on(signal, () => child.kill(signal));
  process.exitCode = await new Promise((resolve) => child.once('exit', (code) => resolve(code ?? 1)));
} catch (error) {
  if (!(error instanceof StepError)) throw error;
  console.error(error.message);
  process.exitCode = 1;
}
