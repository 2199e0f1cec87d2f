import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { expect, it } from 'vitest';

const module = new URL('./follow-parent.ts', import.meta.url).href;
const child = `import { followParent } from ${JSON.stringify(module)};
  followParent(() => { console.log('gone'); process.exit(0); });
  setTimeout(() => console.log('not followed'), Number(process.argv[1]));
  console.log('following');`;

it('sees that the process which started it was killed', async () => {
  const parentCode = `const { spawn } = require('node:child_process');
    spawn(process.execPath, ['--input-type=module', '-e', ${JSON.stringify(child)}, '600000'], {
      stdio: ['ignore', 'inherit', 'inherit', 'ipc']
    });`;
  const { process: parent, output } = run(['-e', parentCode]);
  await output('following');
  parent.kill('SIGKILL');
  expect(await output('gone')).toBe('following\ngone\n');
});

it('follows nobody without a channel', async () => {
  const { output } = run(['--input-type=module', '-e', child, '0']);
  expect(await output('not followed')).toBe('following\nnot followed\n');
});

function run(args: string[]) {
  const started = spawn(process.execPath, args, { stdio: ['ignore', 'pipe', 'inherit'] });
  let text = '';
  started.stdout.on('data', (chunk) => (text += String(chunk)));
  /** What was printed, once it holds the word. */
  async function output(word: string): Promise<string> {
    while (!text.includes(word)) await once(started.stdout, 'data');
    return text;
  }
  return { process: started, output };
}
