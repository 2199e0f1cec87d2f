/** The web half: SvelteKit. In development everything below /api/ goes to the API's own port. */
import { sveltekit } from '@sveltejs/kit/vite';
import { defineConfig } from 'vite';

const apiPort = process.env['API_PORT'] ?? '3000';

export default defineConfig(({ isSsrBuild }) => ({
  plugins: [sveltekit()],
  build: {
    rolldownOptions: {
      checks: { bundlerTimings: false },
      // What most pages need is one file; what few share stays out of the first load of the others.
      output: isSsrBuild ? {} : { codeSplitting: { groups: [{ name: 'shared', minShareCount: 16 }] } }
    }
  },
  server: {
    port: Number(process.env['FRONTEND_PORT'] ?? 5173),
    proxy: { '/api': { target: `http://127.0.0.1:${apiPort}`, xfwd: true } }
  }
}));
