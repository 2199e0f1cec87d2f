import { expect, it } from 'vitest';
import { createToldHeights } from './told-heights.ts';

it('a height is waited for until what comes lies beyond it, or nothing comes any more', async () => {
  const told = createToldHeights();
  const passed: number[] = [];
  const wait = (height: number) => void told.reached(height).then(() => passed.push(height));
  await told.reached(1_000_000);
  told.begin();
  wait(300);
  wait(100);
  wait(200);
  told.advance([150, 90, 400]);
  await turn();
  expect(passed).toEqual([]);
  told.advance([260, 210]);
  told.advance([40]);
  await turn();
  expect(passed).toEqual([100, 200]);
  told.end();
  await turn();
  expect(passed).toEqual([100, 200, 300]);
});

const turn = () => new Promise((resolve) => setImmediate(resolve));
