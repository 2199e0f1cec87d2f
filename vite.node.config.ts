/**
 * The two processes (API, edge) and the workers, bundled for Node into build/api/. Packages stay outside the bundle: the
 * container installs the production dependencies. Development runs the same build with --watch.
 */
import { defineConfig } from 'vite';

export default defineConfig({
  publicDir: false,
  build: {
    ssr: true,
    outDir: 'build/api',
    emptyOutDir: true,
    sourcemap: true,
    target: 'node24',
    rolldownOptions: {
      input: {
        api: 'src/api.ts',
        web: 'src/web.ts',
        db: 'src/db.ts',
        'sqlite-worker': 'src/lib/server/platform/store/sqlite/sqlite-worker.ts'
      },
      external: [/^\.\.\/web\/handler\.js$/],
      output: { entryFileNames: '[name].js', chunkFileNames: '[name]-[hash].js' }
    }
  }
});
