/**
 * Unit and contract tests beside their source, scenario tests in src/tests; the runner's count is the suite's count.
 *
 * Tests are of kinds, which differ in what they start: in how long one may take, and in whether files may share a process. A
 * file is of the first kind that names its place, so that every file is of exactly one.
 */
import { configDefaults, defineConfig, type TestProjectConfiguration } from 'vitest/config';
import { SlowFirst } from './src/tests/support/slow-first.ts';

interface Kind {
  name: string;
  places: string[];
  /** A test that takes longer has failed. */
  seconds: number;
  /** Each file in a process of its own. */
  isolate: boolean;
}

const kinds: Kind[] = [
  { name: 'process', places: ['src/tests/{process,container}', 'scripts/tests'], seconds: 240, isolate: true },
  { name: 'browser', places: ['src/tests/browser'], seconds: 180, isolate: false },
  {
    name: 'store',
    places: [
      'src/tests/{supabase,upgrade}',
      'src/lib/server/platform/store',
      'src/lib/server/modules/backup',
      'scripts/supabase'
    ],
    seconds: 240,
    isolate: true
  },
  { name: 'story', places: ['src/tests', 'src/lib/server/platform/http/routes'], seconds: 240, isolate: true },
  { name: 'unit', places: ['src', 'scripts', 'simulator'], seconds: 120, isolate: false }
];

const isLong = Boolean(process.env['LONG']);
const long = isLong ? [] : ['**/*.long.test.ts'];
const LONG_SECONDS = 240;
const testsIn = ({ places }: Kind) => places.flatMap((place) => [`${place}/**/*.test.ts`, `${place}.test.ts`]);

const projects = kinds.map(({ name, seconds, isolate, ...kind }, at): TestProjectConfiguration => {
  const limitMs = 1_000 * (isLong ? LONG_SECONDS : seconds);
  const earlier = kinds.slice(0, at).flatMap(testsIn);
  return {
    test: {
      name,
      include: testsIn({ name, seconds, isolate, ...kind }),
      exclude: [...configDefaults.exclude, ...long, ...earlier],
      testTimeout: limitMs,
      hookTimeout: limitMs,
      pool: 'forks',
      isolate
    }
  };
});

export default defineConfig({ test: { projects, maxWorkers: 3, sequence: { sequencer: SlowFirst } } });
