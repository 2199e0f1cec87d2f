/** What a group of benchmarks works with: places, processes and databases that are all gone when it ends. */
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { copyDatabase, planted } from './planted.ts';
import { startProduct, type Product, type ProductOptions, type Project } from './product.ts';
import { startProject, type LocalServer } from './project.ts';
import { startSimulator, type Simulator } from './simulator.ts';

export interface BenchOptions {
  /** Length of the memory run. */
  minutes: number;
  /** Size of the big ledger: the bars are for a million. */
  payments: number;
  /** Whether both processes write a profile of their processor time when they end. */
  isProfiled: boolean;
  /** Another built checkout that takes turns with this one where a group can compare; null: none. */
  against: string | null;
  turns: number;
  say: (text: string) => void;
}

export interface Bench extends BenchOptions {
  /** A folder of its own below the system's temporary one. */
  folder(): string;
  simulator(options: string[]): Promise<Simulator>;
  product(options: ProductOptions): Promise<Product>;
  /** The product at rest on a copy of a planted ledger (the big one unless told), following a small simulated network. */
  productWith(payments?: number): Promise<{ product: Product; dbPath: string }>;
  /** The same on a file of the benchmark's own. */
  productOnFile(dbPath: string): Promise<Product>;
  /** An empty project on a PostgreSQL that writes to disk, behind PostgREST. */
  project(): Promise<LocalServer>;
  /** The product at rest on a project, following the same small network. */
  productOn(project: Project): Promise<Product>;
  /** Ends and removes everything, newest first. */
  end(): Promise<void>;
}

const profileFlags = ['--cpu-prof', '--cpu-prof-dir=data/bench/profiles'];

export function createBench(options: BenchOptions): Bench {
  const endings: (() => Promise<void> | void)[] = [];
  let small: Promise<Simulator> | null = null;

  async function atRest(database: { dbPath: string; project?: Project }): Promise<Product> {
    small ??= bench.simulator(['--scale', '0.01']);
    const { env } = await small;
    const product = await bench.product({ ...database, upstreams: env });
    await product.untilQuiet();
    return product;
  }

  const bench: Bench = {
    ...options,
    folder() {
      const path = mkdtempSync(join(tmpdir(), 'fluxtracker-bench-'));
      endings.push(() => rmSync(path, { recursive: true, force: true }));
      return path;
    },
    async simulator(simulatorOptions) {
      const simulator = await startSimulator(simulatorOptions);
      endings.push(() => simulator.end());
      return simulator;
    },
    async product(productOptions) {
      const product = await startProduct({
        ...productOptions,
        flags: options.isProfiled ? profileFlags : [],
        onStart(api) {
          endings.push(() => api.end());
          productOptions.onStart?.(api);
        }
      });
      endings.push(() => product.end());
      return product;
    },
    async productWith(payments = options.payments) {
      const dbPath = join(bench.folder(), 'bench.sqlite3');
      copyDatabase(await planted(payments, options.say), dbPath);
      return { product: await atRest({ dbPath }), dbPath };
    },
    productOnFile: (dbPath) => atRest({ dbPath }),
    async project() {
      const project = await startProject();
      endings.push(() => project.end());
      return project;
    },
    productOn: (project) => atRest({ dbPath: join(bench.folder(), 'unused.sqlite3'), project }),
    async end() {
      small = null;
      for (const ending of endings.splice(0).toReversed()) await ending();
    }
  };
  return bench;
}
