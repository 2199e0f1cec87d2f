/** The parts of the benchmarks that use the real store, bundled as the product is (its SQL is collected at build time). */
import { defineConfig } from 'vite';

export default defineConfig({
  publicDir: false,
  build: {
    ssr: true,
    outDir: 'build/bench',
    emptyOutDir: true,
    target: 'node24',
    rolldownOptions: {
      input: {
        rate: 'bench/store/rate.ts',
        told: 'bench/store/told.ts',
        plant: 'bench/store/plant.ts',
        messages: 'bench/store/messages.ts',
        census: 'bench/store/census.ts',
        subscriptions: 'bench/store/subscriptions.ts',
        'planted-messages': 'bench/store/planted-messages.ts',
        'sqlite-worker': 'src/lib/server/platform/store/sqlite/sqlite-worker.ts'
      },
      output: { entryFileNames: '[name].js', chunkFileNames: '[name]-[hash].js' }
    }
  }
});
